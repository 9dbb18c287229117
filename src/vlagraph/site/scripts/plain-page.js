// Starting any page but the map.
import { readJson } from "./dom.js";
import { startHeader } from "./header.js";
import { startMarkButtons } from "./mark-buttons.js";
import { startNewPapers } from "./new-page.js";
import { startNotes } from "./notes.js";
import { startPageSearch } from "./page-search.js";
import { startPapers } from "./papers-page.js";
import { startProgress } from "./progress.js";

startHeader();
startProgress(readJson("former") || {});
startPapers();
startPageSearch();
startNewPapers();
startMarkButtons();
startNotes();

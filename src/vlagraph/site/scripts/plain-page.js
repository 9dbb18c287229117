// Starting any page but the map.
import { startHeader } from "./header.js";
import { startMarkButtons } from "./mark-buttons.js";
import { startNewPapers } from "./new-page.js";
import { startNotes } from "./notes.js";
import { startPapers } from "./papers-page.js";
import { startProgress } from "./progress.js";
import { formerIds } from "./topic-rows.js";

startHeader();
startProgress(formerIds());
startPapers();
startNewPapers();
startMarkButtons();
startNotes();

// Starting any page but the map.
import { readJson } from "./dom.js";
import { startHeader } from "./header.js";
import { startMarkButtons } from "./mark-buttons.js";
import { startNewPapers } from "./new-page.js";
import { startPageSearch } from "./page-search.js";
import { startPapers } from "./papers-page.js";
import { startProgress } from "./progress.js";
import { openTarget } from "./targets.js";
import { startTopicCards } from "./topic-cards.js";

startHeader();
startProgress(readJson("former") || {});
startPapers();
startPageSearch();
startNewPapers();
startMarkButtons();
startTopicCards();
openTarget();
addEventListener("hashchange", openTarget);

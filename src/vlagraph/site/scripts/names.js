// For Korean readers the names are put in before the first paint, for others after.
import { addKoreanNames } from "./korean-names.js";

if (document.documentElement.lang === "ko") addKoreanNames();

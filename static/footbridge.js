// Wakes the NHS components. Everything works without it.
import { initAll } from "/assets/nhsuk-frontend.min.js";

initAll();

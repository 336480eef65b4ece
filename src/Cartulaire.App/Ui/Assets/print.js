// Cartulaire: a page made for the printer prints when its images are there.
"use strict";
addEventListener("load", () => print());

// Reads [place] and writes what the link of a report's line `Read` leads to, or null.
import { readFileSync } from "node:fs";
import { addressOf } from "../../../book/_scripts/practice/report.js";

const places = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(places.map((place) => addressOf(place, "../"))));

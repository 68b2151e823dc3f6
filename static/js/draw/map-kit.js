/** What the stage needs for layers of maps: fetched with the first network that has any. */

export { mapBoxOf, mapColumnsOf } from "../scene/map-columns.js";
export { mapFlows, mapsOf } from "../scene/maps.js";
export { drawMaps } from "./maps.js";

/** Words that come with what they speak of. @type {{maps: typeof import("./maps.js") | null}} */
export const late = { maps: null };

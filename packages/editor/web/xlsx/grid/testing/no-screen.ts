/** The library looks for what it would draw with as it is loaded. Nothing is drawn here. */
Object.assign(globalThis, { Path2D: class {} })

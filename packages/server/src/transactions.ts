/** Every transaction of the product under its name: what the writer can run. Domain modules add theirs here. */
export const transactions = {}

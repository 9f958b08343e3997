/** 14:03 as this browser writes it. */
export const timeOf = (epochMs: number): string => new Date(epochMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })

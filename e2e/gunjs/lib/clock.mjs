// Milliseconds since the epoch with a fraction: comparable between processes of one machine, and
// monotonic within a process.
export const now = () => performance.timeOrigin + performance.now();

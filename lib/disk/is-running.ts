/** Whether another process has that id. Whatever has ours is left from an earlier one. */
export function isRunning(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return true;
  try {
    return id !== process.pid && process.kill(id, 0);
  } catch (error) {
    return (error as { readonly code?: unknown }).code !== 'ESRCH';
  }
}

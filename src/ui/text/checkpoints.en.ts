/** The signed checkpoints of the staff log. */
export const checkpoints = {
  title: "Signed checkpoint of the staff log",
  text: "Keep a copy of this code. Each entry of the log contains a hash of the one before; if anyone changes, removes or swaps one later, the log and this code no longer agree. Without a copy outside of this server it proves nothing.",
  export: "Download the log for verification",
  exportText: "and check it with “cli verify-log”, which needs no connection.",
};

export type CheckpointsTexts = typeof checkpoints;

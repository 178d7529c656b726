package jiesu.bench.measure;

import java.util.List;

/** An engine under measurement. Every call is one transaction of the engine and returns after its commit. */
public interface PeerEngine extends AutoCloseable {

  /** Starts an instance of the process {@code w1} with the workload's variables. */
  void startW1();

  /** Starts an instance of the process {@code w2}. */
  void startW2();

  /**
   * Locks open jobs for this worker.
   *
   * @param most how many at most
   * @return the completions of the locked jobs, each one transaction; empty if there is none, and always
   *     empty if the engine's own executor does the jobs
   */
  List<Runnable> fetchJobs(int most);

  @Override
  void close();
}

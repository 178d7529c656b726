package jiesu.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Client threads that start together and are waited for. */
final class Threads {

  /** A body that may be interrupted. */
  interface Body {
    void run() throws InterruptedException;
  }

  private Threads() {}

  /** Runs the body in each thread; the first failure is thrown after all have stopped. */
  static void run(int threads, Body body) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> bodies = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++)
        bodies.add(
            () -> {
              body.run();
              return null;
            });
      for (Future<Void> future : pool.invokeAll(bodies)) future.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}

package jiesu.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** W1: rounds of instances from start to end, repeated until the rate no longer grows. */
final class CompletionRounds {

  /** Instances that are open at once; enough that a fetch brings a full batch. */
  private static final int WINDOW = 200;

  private static final int FETCH_AT_MOST = 100;
  private static final int PLATEAU_ROUNDS = 3;
  private static final double PLATEAU_SPREAD = 0.05;
  private static final long STALLED_AFTER_NANOS = 60_000_000_000L;

  private final PeerEngine engine;
  private final Probe probe;
  private final Settings settings;
  private final ReentrantLock fetching = new ReentrantLock();

  CompletionRounds(PeerEngine engine, Probe probe, Settings settings) {
    this.engine = engine;
    this.probe = probe;
    this.settings = settings;
  }

  /** Completed instances per second of every round; the last three are the plateau if there was one. */
  List<Double> run() throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    while (rates.size() < settings.rounds() && !plateau(rates)) {
      rates.add(round());
      System.err.printf("  W1 round %d: %.1f/s%n", rates.size(), rates.get(rates.size() - 1));
    }
    return rates;
  }

  static boolean plateau(List<Double> rates) {
    if (rates.size() < PLATEAU_ROUNDS) return false;
    List<Double> last = rates.subList(rates.size() - PLATEAU_ROUNDS, rates.size());
    double most = last.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double least = last.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return (most - least) / most <= PLATEAU_SPREAD;
  }

  /** The middle one of the last three rounds. */
  static double plateauRate(List<Double> rates) {
    return rates.subList(Math.max(0, rates.size() - PLATEAU_ROUNDS), rates.size()).stream()
        .sorted()
        .skip(PLATEAU_ROUNDS / 2)
        .findFirst()
        .orElseThrow();
  }

  private double round() throws InterruptedException {
    int before = probe.completedCount();
    AtomicInteger started = new AtomicInteger();
    long begun = System.nanoTime();
    Threads.run(settings.threads(), () -> work(before, started, begun));
    return settings.instances() / ((System.nanoTime() - begun) / 1e9);
  }

  private void work(int before, AtomicInteger started, long begun) throws InterruptedException {
    for (; ; ) {
      int completed = probe.completedCount() - before;
      if (completed >= settings.instances()) return;
      if (System.nanoTime() - begun > STALLED_AFTER_NANOS)
        throw new IllegalStateException(completed + " instances completed after 60 s");
      Runnable work = probe.take(0);
      if (work != null) work.run();
      else if (started.get() - completed < WINDOW && started.getAndIncrement() < settings.instances())
        engine.startW1();
      else if (!fetch()) runNext();
    }
  }

  /** Fetches are one at a time: a second one would only collide with the locks of the first. */
  private boolean fetch() {
    if (!fetching.tryLock()) return false;
    try {
      List<Runnable> jobs = engine.fetchJobs(FETCH_AT_MOST);
      jobs.forEach(probe::add);
      return !jobs.isEmpty();
    } finally {
      fetching.unlock();
    }
  }

  private void runNext() throws InterruptedException {
    Runnable work = probe.take(1);
    if (work != null) work.run();
  }
}

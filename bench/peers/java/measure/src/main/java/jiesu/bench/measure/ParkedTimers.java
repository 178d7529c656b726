package jiesu.bench.measure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** W2: instances parked on a timer of 5 s. */
final class ParkedTimers {

  private static final long TIMER_NANOS = 5_000_000_000L;
  private static final long GIVE_UP_NANOS = 180_000_000_000L;

  /** What W2 measures. Lateness is firing minus due, in ms. */
  record Figures(double createSeconds, double latenessP50Ms, double latenessP99Ms) {}

  private ParkedTimers() {}

  static Figures run(PeerEngine engine, Probe probe, Settings settings) throws InterruptedException {
    AtomicInteger started = new AtomicInteger();
    long begun = System.nanoTime();
    Threads.run(
        settings.threads(),
        () -> {
          while (started.getAndIncrement() < settings.parked()) engine.startW2();
        });
    long created = System.nanoTime();
    while (probe.firedCount() < settings.parked()) {
      if (System.nanoTime() - created > GIVE_UP_NANOS)
        throw new IllegalStateException(probe.firedCount() + " timers fired 180 s after the last start");
      Thread.sleep(20);
    }
    long[] late = Arrays.stream(probe.firedAfterNanos()).map(wait -> wait - TIMER_NANOS).sorted().toArray();
    return new Figures((created - begun) / 1e9, percentileMs(late, 0.5), percentileMs(late, 0.99));
  }

  private static double percentileMs(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
  }
}

package jiesu.bench.measure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where an engine's adapter reports what its listeners see. Reports are made after the commit, except
 * {@link #armed}: an instance's due time counts from the moment the engine arms its timer.
 */
public final class Probe {

  private final LinkedBlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();
  private final AtomicInteger completed = new AtomicInteger();
  private final Map<String, Long> armedAt = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();

  /** A user task is open. @param completion completes it in one transaction */
  public void userTaskOpen(Runnable completion) {
    ready.add(completion);
  }

  /** An instance of w1 has ended. */
  public void instanceCompleted() {
    completed.incrementAndGet();
  }

  /** An instance of w2 arms its timer. */
  public void armed(String instanceId) {
    armedAt.put(instanceId, System.nanoTime());
  }

  /** The timer of an instance of w2 has fired. */
  public void fired(String instanceId) {
    Long at = armedAt.remove(instanceId);
    if (at != null) waits.add(System.nanoTime() - at);
  }

  void add(Runnable work) {
    ready.add(work);
  }

  /** The next piece of work, or null after the wait. */
  Runnable take(long waitMillis) throws InterruptedException {
    return waitMillis == 0 ? ready.poll() : ready.poll(waitMillis, TimeUnit.MILLISECONDS);
  }

  int completedCount() {
    return completed.get();
  }

  /** How long each timer that has fired took from arming to firing, in nanoseconds. */
  long[] firedAfterNanos() {
    return waits.stream().mapToLong(Long::longValue).toArray();
  }

  int firedCount() {
    return waits.size();
  }
}

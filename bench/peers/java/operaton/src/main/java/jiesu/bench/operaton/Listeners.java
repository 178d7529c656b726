package jiesu.bench.operaton;

import java.util.Map;
import java.util.function.Supplier;
import jiesu.bench.measure.Probe;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.impl.cfg.TransactionState;
import org.operaton.bpm.engine.impl.context.Context;

/** What the models call: reports to the probe, after the commit. */
public final class Listeners {

  private final Supplier<ProcessEngine> engine;
  private final Probe probe;

  Listeners(Supplier<ProcessEngine> engine, Probe probe) {
    this.engine = engine;
    this.probe = probe;
  }

  /** The job that the engine's executor does: nothing, as the worker of an external task does. */
  public void work() {}

  public void userTask(DelegateTask task) {
    String id = task.getId();
    afterCommit(
        () -> probe.userTaskOpen(() -> engine.get().getTaskService().complete(id, Map.of())));
  }

  public void completed() {
    afterCommit(probe::instanceCompleted);
  }

  public void armed(DelegateExecution execution) {
    probe.armed(execution.getProcessInstanceId());
  }

  public void fired(DelegateExecution execution) {
    String id = execution.getProcessInstanceId();
    afterCommit(() -> probe.fired(id));
  }

  private static void afterCommit(Runnable report) {
    Context.getCommandContext()
        .getTransactionContext()
        .addTransactionListener(TransactionState.COMMITTED, context -> report.run());
  }
}

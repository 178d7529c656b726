package jiesu.bench.flowable;

import java.util.function.Supplier;
import jiesu.bench.measure.Probe;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.context.Context;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.task.service.delegate.DelegateTask;

/** What the models call: reports to the probe, after the commit. */
public final class Listeners {

  private final Supplier<ProcessEngine> engine;
  private final Probe probe;

  Listeners(Supplier<ProcessEngine> engine, Probe probe) {
    this.engine = engine;
    this.probe = probe;
  }

  /** The job that the engine's executor does: nothing, as an external worker does. */
  public void work() {}

  public void userTask(DelegateTask task) {
    String id = task.getId();
    afterCommit(() -> probe.userTaskOpen(() -> engine.get().getTaskService().complete(id)));
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
    Context.getTransactionContext()
        .addTransactionListener(TransactionState.COMMITTED, context -> report.run());
  }
}

package jiesu.bench.operaton;

import java.util.List;
import java.util.Map;
import jiesu.bench.measure.Measurement;
import jiesu.bench.measure.PeerEngine;
import jiesu.bench.measure.Probe;
import jiesu.bench.measure.Settings;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.jobexecutor.DefaultJobExecutor;

/** Operaton in this process, on PostgreSQL with history 'activity' or on H2 in memory without history. */
final class OperatonPeer implements PeerEngine {

  private static final String WORKER = "bench";
  private static final long LOCK_MILLIS = 300_000;
  private static final int EXECUTOR_THREADS = 4;
  private static final int ACQUIRE_AT_MOST = 100;
  private static final String PAYLOAD = "x".repeat(500);

  private final ProcessEngine engine;
  private final boolean external;

  private OperatonPeer(Settings settings, Probe probe) {
    external = settings.jobs().equals("external");
    engine = configuration(settings, probe).buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("w1-" + settings.jobs() + ".bpmn")
        .addClasspathResource("w2.bpmn")
        .deploy();
  }

  public static void main(String[] args) throws InterruptedException {
    Measurement.run(args, OperatonPeer::new);
  }

  @Override
  public void startW1() {
    engine.getRuntimeService().startProcessInstanceByKey("w1", Map.of("amount", 120, "payload", PAYLOAD));
  }

  @Override
  public void startW2() {
    engine.getRuntimeService().startProcessInstanceByKey("w2");
  }

  @Override
  public List<Runnable> fetchJobs(int most) {
    if (!external) return List.of();
    return engine
        .getExternalTaskService()
        .fetchAndLock(most, WORKER)
        .topic("classify", LOCK_MILLIS)
        .topic("dispatch", LOCK_MILLIS)
        .topic("close", LOCK_MILLIS)
        .execute()
        .stream()
        .<Runnable>map(
            task -> () -> engine.getExternalTaskService().complete(task.getId(), WORKER, Map.of()))
        .toList();
  }

  @Override
  public void close() {
    engine.close();
  }

  private StandaloneProcessEngineConfiguration configuration(Settings settings, Probe probe) {
    boolean durable = settings.jdbcUrl().startsWith("jdbc:postgresql:");
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setJdbcUrl(settings.jdbcUrl());
    configuration.setJdbcDriver(durable ? "org.postgresql.Driver" : "org.h2.Driver");
    configuration.setJdbcUsername(Settings.databaseUser());
    configuration.setJdbcPassword(Settings.databasePassword());
    configuration.setJdbcMaxActiveConnections(settings.threads() + EXECUTOR_THREADS + 4);
    configuration.setJdbcMaxIdleConnections(settings.threads() + EXECUTOR_THREADS + 4);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistory(
        durable ? ProcessEngineConfiguration.HISTORY_ACTIVITY : ProcessEngineConfiguration.HISTORY_NONE);
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setMetricsEnabled(false);
    configuration.setDbMetricsReporterActivate(false);
    configuration.setTaskMetricsEnabled(false);
    configuration.setJobExecutor(executor());
    configuration.setJobExecutorActivate(true);
    configuration.setBeans(Map.of("listeners", new Listeners(() -> engine, probe)));
    return configuration;
  }

  /** Quicker to notice a due timer, and to take more of them at once, than the defaults (5 s, 3). */
  private static DefaultJobExecutor executor() {
    DefaultJobExecutor executor = new DefaultJobExecutor();
    executor.setCorePoolSize(EXECUTOR_THREADS);
    executor.setMaxPoolSize(EXECUTOR_THREADS);
    executor.setQueueSize(2 * ACQUIRE_AT_MOST);
    executor.setMaxJobsPerAcquisition(ACQUIRE_AT_MOST);
    executor.setWaitTimeInMillis(100);
    executor.setMaxWait(250);
    executor.setBackoffTimeInMillis(10);
    executor.setMaxBackoff(50);
    return executor;
  }
}

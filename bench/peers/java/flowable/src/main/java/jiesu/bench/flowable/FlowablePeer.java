package jiesu.bench.flowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jiesu.bench.measure.Measurement;
import jiesu.bench.measure.PeerEngine;
import jiesu.bench.measure.Probe;
import jiesu.bench.measure.Settings;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** Flowable in this process, on PostgreSQL with history 'activity'. */
final class FlowablePeer implements PeerEngine {

  private static final String WORKER = "bench";
  private static final Duration LOCK = Duration.ofMinutes(5);
  private static final List<String> TOPICS = List.of("classify", "dispatch", "close");
  private static final int EXECUTOR_THREADS = 4;
  private static final int ACQUIRE_AT_MOST = 512;
  private static final String PAYLOAD = "x".repeat(500);

  private final ProcessEngine engine;
  private final boolean external;
  private int nextTopic;

  private FlowablePeer(Settings settings, Probe probe) {
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
    Measurement.run(args, FlowablePeer::new);
  }

  @Override
  public void startW1() {
    engine.getRuntimeService().startProcessInstanceByKey("w1", Map.of("amount", 120, "payload", PAYLOAD));
  }

  @Override
  public void startW2() {
    engine.getRuntimeService().startProcessInstanceByKey("w2");
  }

  /** One topic a fetch, in turn: that is how Flowable's external workers ask. */
  @Override
  public List<Runnable> fetchJobs(int most) {
    if (!external) return List.of();
    return engine
        .getManagementService()
        .createExternalWorkerJobAcquireBuilder()
        .topic(TOPICS.get(nextTopic++ % TOPICS.size()), LOCK)
        .acquireAndLock(most, WORKER)
        .stream()
        .<Runnable>map(
            job ->
                () ->
                    engine
                        .getManagementService()
                        .createExternalWorkerCompletionBuilder(job.getId(), WORKER)
                        .complete())
        .toList();
  }

  @Override
  public void close() {
    engine.close();
  }

  private StandaloneProcessEngineConfiguration configuration(Settings settings, Probe probe) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setJdbcUrl(settings.jdbcUrl());
    configuration.setJdbcDriver("org.postgresql.Driver");
    configuration.setJdbcUsername(Settings.databaseUser());
    configuration.setJdbcPassword(Settings.databasePassword());
    configuration.setJdbcMaxActiveConnections(settings.threads() + EXECUTOR_THREADS + 4);
    configuration.setJdbcMaxIdleConnections(settings.threads() + EXECUTOR_THREADS + 4);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistoryLevel(HistoryLevel.ACTIVITY);
    configuration.setDisableIdmEngine(true);
    configuration.setDisableEventRegistry(true);
    configuration.setBeans(Map.of("listeners", new Listeners(() -> engine, probe)));
    tuneExecutor(configuration);
    return configuration;
  }

  /** Quicker to notice a due timer than the default (10 s), and with a queue that takes a whole acquisition. */
  private static void tuneExecutor(StandaloneProcessEngineConfiguration configuration) {
    configuration.setAsyncExecutorActivate(true);
    configuration.setAsyncExecutorCorePoolSize(EXECUTOR_THREADS);
    configuration.setAsyncExecutorMaxPoolSize(EXECUTOR_THREADS);
    configuration.getAsyncExecutorConfiguration().setGlobalAcquireLockEnabled(true);
    configuration.setAsyncExecutorMaxAsyncJobsDuePerAcquisition(ACQUIRE_AT_MOST);
    configuration.setAsyncExecutorMaxTimerJobsPerAcquisition(ACQUIRE_AT_MOST);
    configuration.setAsyncExecutorDefaultTimerJobAcquireWaitTime(100);
    configuration.setAsyncExecutorDefaultAsyncJobAcquireWaitTime(100);
    configuration.setAsyncExecutorDefaultQueueSizeFullWaitTime(100);
  }
}

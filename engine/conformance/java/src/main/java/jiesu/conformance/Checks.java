package jiesu.conformance;

import static jiesu.conformance.Engine.LARGEST_KEY;
import static jiesu.conformance.Engine.equal;

import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.DeploymentEvent;
import io.camunda.client.api.response.ProcessInstanceResult;
import io.camunda.client.api.response.Topology;
import io.camunda.client.api.worker.JobWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.ConcurrentSkipListSet;
import jiesu.conformance.Main.Check;
import jiesu.conformance.Main.Run;

/** The calls that are the same over both protocols. */
final class Checks {
  private final List<Check> checks = new ArrayList<>();
  private final boolean rest;

  private Checks(final boolean rest) {
    this.rest = rest;
  }

  /** What there is to check over a protocol. */
  static List<Check> all(final boolean rest) {
    final Checks both = new Checks(rest);
    both.instances();
    both.jobs();
    both.others();
    if (rest) RestChecks.addTo(both.checks);
    return both.checks;
  }

  /** Adds a check that covers an RPC, or the endpoint that does the same. */
  private void add(final String name, final String rpcs, final String endpoints, final Run run) {
    checks.add(new Check(name, List.of((rest ? endpoints : rpcs).split(", ")), run));
  }

  private String id(final String name) {
    return name + (rest ? "-rest" : "-grpc");
  }

  private void instances() {
    add("creates by id, by version, by key and before an element", "CreateProcessInstance, DeployResource",
        "POST /process-instances, POST /deployments", engine -> {
          final String id = id("created");
          final DeploymentEvent first = engine.deploy(id, "twoJobs");
          final DeploymentEvent again = engine.deploy(id, "twoJobs");
          equal(again.getProcesses().get(0).getVersion(), 1);
          final DeploymentEvent second = engine.deploy(id, "oneJob", "deadlines", "form");
          equal(second.getProcesses().get(0).getVersion(), 2);
          equal(second.getDecisions().size() + second.getForm().size(), 2);
          engine.client.newCreateInstanceCommand().bpmnProcessId(id).version(1).variable("a", 1).send().join();
          equal(engine.job(id + ".first").getVariablesAsMap(), Map.of("a", 1));
          engine.client.newCreateInstanceCommand()
              .processDefinitionKey(first.getProcesses().get(0).getProcessDefinitionKey())
              .startBeforeElement("second").send().join();
          equal(engine.job(id + ".second").getElementId(), "second");
          engine.create(id, Map.of());
          equal(engine.job(id + ".work").getCustomHeaders(), Map.of("mode", "first"));
          engine.refused("NOT_FOUND", 404, () -> engine.create("nowhere", Map.of()));
          engine.refused("INVALID_ARGUMENT", 400, () -> engine.deploy(id("wrong"), "wrong"));
        });
    add("answers with the result, of which only what is asked for", "CreateProcessInstanceWithResult, CompleteJob",
        "POST /process-instances, POST /jobs/:key/completion", engine -> {
          final String id = id("result");
          engine.deploy(id, "oneJob");
          final CamundaFuture<ProcessInstanceResult> waits = engine.client.newCreateInstanceCommand()
              .bpmnProcessId(id).latestVersion().variables(Map.of("orderId", "o-1", "secret", "x"))
              .withResult().fetchVariables("orderId", "answer").requestTimeout(Duration.ofSeconds(10)).send();
          final ActivatedJob job = engine.job(id + ".work");
          engine.complete(job, Map.of("answer", "已办理"));
          equal(waits.join().getVariablesAsMap(), Map.of("orderId", "o-1", "answer", "已办理"));
          engine.refused("NOT_FOUND", 404, () -> engine.complete(job, Map.of()));
        });
    add("cancels", "CancelProcessInstance", "POST /process-instances/:key/cancellation", engine -> {
      final String id = id("cancelled");
      engine.deploy(id, "oneJob");
      final long key = engine.create(id, Map.of());
      equal(engine.cancel(key), true);
      equal(engine.cancel(key), false);
      equal(engine.cancel(LARGEST_KEY), false);
    });
    add("sets variables, locally or not", "SetVariables", "PUT /element-instances/:key/variables", engine -> {
      final String id = id("variables");
      engine.deploy(id, "oneJob");
      final long element = engine.element(engine.create(id, Map.of("a", 1, "big", LARGEST_KEY)), "work");
      engine.client.newSetVariablesCommand(element).variables(Map.of("here", List.of("二"))).local(true).send().join();
      engine.client.newSetVariablesCommand(element).variables(Map.of("a", 2)).local(false).send().join();
      equal(engine.job(id + ".work").getVariablesAsMap().get("here"), List.of("二"));
      engine.refused("NOT_FOUND", 404, () ->
          engine.client.newSetVariablesCommand(LARGEST_KEY).variables(Map.of()).send().join());
    });
    add("moves an instance by a modification, with variables", "ModifyProcessInstance",
        "POST /process-instances/:key/modification", engine -> {
          final String id = id("modified");
          engine.deploy(id, "twoJobs");
          final long key = engine.create(id, Map.of());
          engine.client.newModifyProcessInstanceCommand(key).activateElement("second")
              .withVariables(Map.of("moved", true), id).and().terminateElement(engine.element(key, "first"))
              .send().join();
          equal(engine.job(id + ".second").getVariablesAsMap(), Map.of("moved", true));
          engine.refused("INVALID_ARGUMENT", 400, () -> engine.client.newModifyProcessInstanceCommand(key)
              .activateElement("nowhere").send().join());
        });
    add("migrates an instance", "MigrateProcessInstance", "POST /process-instances/:key/migration", engine -> {
      final String source = id("source");
      final String target = id("target");
      engine.deploy(source, "oneJob");
      final long definition = engine.deploy(target, "twoJobs").getProcesses().get(0).getProcessDefinitionKey();
      final long key = engine.create(source, Map.of());
      engine.client.newMigrateProcessInstanceCommand(key).migrationPlan(definition)
          .addMappingInstruction("work", "first").send().join();
      final ActivatedJob job = engine.job(source + ".work");
      equal(job.getBpmnProcessId() + " " + job.getElementId(), target + " first");
    });
  }

  private void jobs() {
    add("gives jobs to a worker", "ActivateJobs", "POST /jobs/activation", engine -> {
      final String id = id("worked");
      engine.deploy(id, "oneJob");
      final Set<Long> made = new TreeSet<>(List.of(engine.create(id, Map.of()), engine.create(id, Map.of())));
      equal(workedBy(engine, id + ".work", false, made.size(), () -> {}), made);
    });
    add("pushes jobs to a worker that streams", "StreamActivatedJobs", "POST /jobs/activation", engine -> {
      final String id = id("streamed");
      engine.deploy(id, "oneJob");
      final Set<Long> made = new ConcurrentSkipListSet<>();
      equal(workedBy(engine, id + ".work", true, 10, () -> {
        for (int n = 0; n < 10; n += 1) made.add(engine.create(id, Map.of()));
      }), made);
    });
    add("fails a job with variables and a pause, and goes on when its incident is resolved",
        "FailJob, UpdateJobRetries, ResolveIncident",
        "POST /jobs/:key/failure, PATCH /jobs/:key, POST /incidents/:key/resolution", engine -> {
          final String id = id("failed");
          engine.deploy(id, "oneJob");
          final long instance = engine.create(id, Map.of());
          final ActivatedJob first = engine.job(id + ".work");
          engine.client.newFailCommand(first).retries(1).retryBackoff(Duration.ofMillis(300))
              .errorMessage("数据库不可用").variables(Map.of("tried", 1)).send().join();
          equal(engine.poll(id + ".work", Duration.ofMillis(-1)).size(), 0);
          final ActivatedJob second = engine.job(id + ".work");
          equal(second.getVariablesAsMap(), Map.of("tried", 1));
          engine.client.newFailCommand(second).retries(0).send().join();
          final long incident = Engine.found(() -> engine.client.newIncidentSearchRequest()
              .filter(filter -> filter.processInstanceKey(instance)).send().join().items()).getIncidentKey();
          engine.client.newUpdateRetriesCommand(first).retries(2).send().join();
          engine.client.newResolveIncidentCommand(incident).send().join();
          equal(engine.job(id + ".work").getRetries(), 2);
          engine.refused("INVALID_ARGUMENT", 400, () ->
              engine.client.newUpdateRetriesCommand(first).retries(0).send().join());
          engine.refused("NOT_FOUND", 404, () ->
              engine.client.newResolveIncidentCommand(LARGEST_KEY).send().join());
        });
    add("throws an error", "ThrowError", "POST /jobs/:key/error", engine -> {
      final String id = id("erring");
      engine.deploy(id, "oneJob");
      engine.create(id, Map.of());
      final ActivatedJob job = engine.job(id + ".work");
      engine.client.newThrowErrorCommand(job).errorCode("no-such-unit").errorMessage("无此单位").send().join();
      engine.refused("NOT_FOUND", 404, () ->
          engine.client.newThrowErrorCommand(LARGEST_KEY).errorCode("x").send().join());
    });
    add("changes the time that a worker has", "UpdateJobTimeout", "PATCH /jobs/:key", engine -> {
      final String id = id("timed");
      engine.deploy(id, "oneJob");
      engine.create(id, Map.of());
      final ActivatedJob job = engine.job(id + ".work");
      engine.client.newUpdateTimeoutCommand(job).timeout(Duration.ofMillis(1)).send().join();
      equal(engine.job(id + ".work").getKey(), job.getKey());
    });
    add("is told RESOURCE_EXHAUSTED when there is no room to wait", "ActivateJobs", "POST /jobs/activation",
        engine -> engine.refused("RESOURCE_EXHAUSTED", 503, () -> engine.busy.newActivateJobsCommand()
            .jobType("x").maxJobsToActivate(1).requestTimeout(Duration.ofSeconds(1)).send().join()));
  }

  private void others() {
    add("tells its topology", "Topology", "GET /topology", engine -> {
      final Topology topology = engine.client.newTopologyRequest().send().join();
      equal(topology.getBrokers().get(0).getPartitions().get(0).isLeader(), true);
    });
    add("keeps a published message for its time, and takes an id once meanwhile", "PublishMessage",
        "POST /messages/publication", engine -> {
          final String id = id("buffered");
          engine.deploy(id, "waiting");
          final Runnable publish = () -> engine.client.newPublishMessageCommand().messageName(id + "-reply")
              .correlationKey("o-1").messageId("once").timeToLive(Duration.ofMinutes(1))
              .variables(Map.of("text", "已答复")).send().join();
          publish.run();
          engine.refused("ALREADY_EXISTS", 409, publish);
          engine.create(id, Map.of("orderId", "o-1"));
          equal(engine.job(id + ".after").getVariable("text"), "已答复");
        });
    add("broadcasts a signal", "BroadcastSignal", "POST /signals/broadcast", engine -> {
      final String id = id("storm");
      engine.deploy(id, "signalled");
      engine.client.newBroadcastSignalCommand().signalName(id + "-signal").variables(Map.of("level", "red")).send().join();
      equal(engine.job(id + ".after").getVariablesAsMap(), Map.of("level", "red"));
    });
    add("evaluates a decision", "EvaluateDecision", "POST /decision-definitions/evaluation", engine -> {
      final String id = id("days");
      engine.deploy(id, "deadlines");
      final var result = engine.client.newEvaluateDecisionCommand().decisionId(id)
          .variables(Map.of("kind", "complaint")).send().join();
      equal(result.getDecisionOutput(), "5");
      equal(result.getEvaluatedDecisions().get(0).getMatchedRules().get(0).getRuleId(), "r2");
      engine.refused("NOT_FOUND", 404, () ->
          engine.client.newEvaluateDecisionCommand().decisionId("none").variables(Map.of()).send().join());
    });
    add("deletes what was deployed, once nothing runs", "DeleteResource", "POST /resources/:key/deletion", engine -> {
      final String id = id("deleted");
      final long definition = engine.deploy(id, "oneJob").getProcesses().get(0).getProcessDefinitionKey();
      final long instance = engine.create(id, Map.of());
      final Runnable delete = () -> engine.client.newDeleteResourceCommand(definition).send().join();
      engine.refused("FAILED_PRECONDITION", 409, delete);
      engine.cancel(instance);
      delete.run();
      engine.refused("NOT_FOUND", 404, delete);
    });
  }

  /** The instances whose jobs a worker did, as many as there should be. */
  private static Set<Long> workedBy(
      final Engine engine, final String type, final boolean streams, final int count, final Runnable meanwhile)
      throws InterruptedException {
    final Set<Long> seen = new ConcurrentSkipListSet<>();
    final CountDownLatch all = new CountDownLatch(count);
    try (JobWorker worker = engine.client.newWorker().jobType(type)
        .handler((jobs, job) -> {
          jobs.newCompleteCommand(job).send().join();
          seen.add(job.getProcessInstanceKey());
          all.countDown();
        })
        .streamEnabled(streams).open()) {
      meanwhile.run();
      equal(all.await(10, TimeUnit.SECONDS), true);
    }
    return seen;
  }
}

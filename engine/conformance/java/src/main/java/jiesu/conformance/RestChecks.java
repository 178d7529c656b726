package jiesu.conformance;

import static jiesu.conformance.Engine.LARGEST_KEY;
import static jiesu.conformance.Engine.equal;

import io.camunda.client.api.command.ProblemException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import jiesu.conformance.Main.Check;

/** What only REST has: user tasks, searches, correlation with an answer, the clock. */
final class RestChecks {
  private RestChecks() {}

  static void addTo(final List<Check> checks) {
    checks.add(new Check("correlates a message, and says when nobody waits for it",
        List.of("POST /messages/correlation"), engine -> {
          engine.deploy("correlated", "waiting");
          final long instance = engine.create("correlated", Map.of("orderId", "o-2"));
          equal(engine.client.newCorrelateMessageCommand().messageName("correlated-reply").correlationKey("o-2")
              .variables(Map.of("text", "ok")).send().join().getProcessInstanceKey(), instance);
          engine.refused("NOT_FOUND", 404, () -> engine.client.newCorrelateMessageCommand()
              .messageName("correlated-reply").correlationKey("o-3").send().join());
        }));
    checks.add(new Check("answers with problem details that name the key",
        List.of("POST /process-instances/:key/cancellation"), engine -> {
          try {
            engine.client.newCancelInstanceCommand(LARGEST_KEY).send().join();
          } catch (final ProblemException problem) {
            equal(problem.details().getStatus(), 404);
            equal(problem.details().getDetail().contains(String.valueOf(LARGEST_KEY)), true);
            return;
          }
          throw new AssertionError("was not refused");
        }));
    checks.add(new Check("assigns, updates, unassigns and completes a user task, and shows its form",
        List.of("GET /status", "POST /user-tasks/search", "POST /user-tasks/:key/assignment", "DELETE /user-tasks/:key/assignee",
            "PATCH /user-tasks/:key", "GET /user-tasks/:key", "GET /user-tasks/:key/form",
            "POST /user-tasks/:key/completion", "POST /user-tasks/:key/variables/search"),
        RestChecks::userTask));
    checks.add(new Check("asks the listeners of a user task: corrections, denial, consent",
        List.of("task listener, completing", "task listener, denial", "task listener, corrections"),
        RestChecks::listeners));
    checks.add(new Check("activates what is in an ad-hoc subprocess",
        List.of("POST /element-instances/ad-hoc-activities/:key/activation"), engine -> {
          engine.deploy("adhoc", "free");
          final long instance = engine.create("adhoc", Map.of("done", false));
          final long scope = engine.element(instance, "free");
          engine.client.newActivateAdHocSubProcessActivitiesCommand(String.valueOf(scope))
              .activateElement("b").send().join();
          engine.complete(engine.job("adhoc.b"), Map.of("done", true));
        }));
    checks.add(new Check("finds instances, elements, variables, incidents and what was deployed",
        List.of("POST /process-instances/search", "GET /process-instances/:key", "POST /element-instances/search",
            "GET /element-instances/:key", "POST /variables/search", "GET /variables/:key", "POST /incidents/search",
            "GET /incidents/:key", "POST /element-instances/:key/incidents/search",
            "POST /process-instances/:key/incidents/search", "POST /jobs/search", "POST /process-definitions/search", "GET /process-definitions/:key",
            "GET /process-definitions/:key/xml", "POST /decision-definitions/search", "GET /decision-definitions/:key",
            "GET /decision-definitions/:key/xml", "POST /decision-requirements/search",
            "GET /decision-requirements/:key", "GET /decision-requirements/:key/xml"),
        RestChecks::searches));
    checks.add(new Check("pins the clock and lets it go", List.of("PUT /clock", "POST /clock/reset"), engine -> {
      engine.client.newPinClockCommand().time(Instant.now().plusSeconds(60)).send().join();
      engine.client.newResetClockCommand().send().join();
    }));
  }

  private static UserTask openTask(final Engine engine, final long instance) throws Exception {
    return Engine.found(() -> engine.client.newUserTaskSearchRequest()
        .filter(filter -> filter.processInstanceKey(instance).state(UserTaskState.CREATED)).send().join().items());
  }

  private static void userTask(final Engine engine) throws Exception {
    engine.client.newStatusRequest().send().join();
    engine.deploy("signed", "form", "signing");
    final UserTask task = openTask(engine, engine.create("signed", Map.of("orderId", "o-1")));
    final long key = task.getUserTaskKey();
    equal(task.getName() + task.getCandidateGroups() + task.getPriority(), "签收[unit:water]60");
    equal(engine.client.newUserTaskGetFormRequest(key).send().join().getFormId(), "signed-form");
    engine.client.newAssignUserTaskCommand(key).assignee("ann").send().join();
    engine.refused("FAILED_PRECONDITION", 409, () ->
        engine.client.newAssignUserTaskCommand(key).assignee("bob").allowOverride(false).send().join());
    engine.client.newUpdateUserTaskCommand(key).priority(10).candidateUsers("carl").send().join();
    final UserTask changed = engine.client.newUserTaskGetRequest(key).send().join();
    equal(changed.getAssignee() + changed.getPriority() + changed.getCandidateUsers(), "ann10[carl]");
    engine.client.newUnassignUserTaskCommand(key).send().join();
    equal(engine.client.newUserTaskVariableSearchRequest(key).send().join().items().get(0).getValue(), "\"o-1\"");
    engine.client.newCompleteUserTaskCommand(key).variables(Map.of("signResult", "sign")).send().join();
    equal(engine.job("signed.after").getVariable("signResult"), "sign");
    engine.refused("NOT_FOUND", 404, () -> engine.client.newCompleteUserTaskCommand(key).send().join());
  }

  private static void listeners(final Engine engine) throws Exception {
    engine.deploy("heard", "form", "listened");
    final long instance = engine.create("heard", Map.of());
    final long key = openTask(engine, instance).getUserTaskKey();
    final Future<?> assigned = engine.client.newAssignUserTaskCommand(key).assignee("ann").send();
    final ActivatedJob assigning = engine.job("heard.assigning");
    equal(assigning.getUserTask().getAssignee(), "ann");
    engine.client.newCompleteCommand(assigning)
        .withResult(result -> result.forUserTask().correctAssignee("bob").correctPriority(90)).send().join();
    assigned.get();
    final UserTask task = engine.client.newUserTaskGetRequest(key).send().join();
    equal(task.getAssignee() + task.getPriority(), "bob90");
    final var denied = engine.client.newCompleteUserTaskCommand(key).send();
    engine.client.newCompleteCommand(engine.job("heard.completing"))
        .withResult(result -> result.forUserTask().deny(true, "缺少签收意见")).send().join();
    engine.refused("FAILED_PRECONDITION", 409, denied::join);
    final var completed = engine.client.newCompleteUserTaskCommand(key).send();
    engine.client.newCompleteCommand(engine.job("heard.completing"))
        .withResult(result -> result.forUserTask().deny(false)).send().join();
    completed.join();
    equal(engine.job("heard.after").getProcessInstanceKey(), instance);
  }

  private static void searches(final Engine engine) throws Exception {
    final var deployed = engine.deploy("found", "oneJob", "deadlines");
    final long definition = deployed.getProcesses().get(0).getProcessDefinitionKey();
    final long instance = engine.create("found", Map.of("orderId", "o-9"));
    engine.client.newFailCommand(engine.job("found.work")).retries(0).errorMessage("坏").send().join();
    equal(Engine.found(() -> engine.client.newProcessInstanceSearchRequest()
        .filter(filter -> filter.processDefinitionId("found").variables(Map.of("orderId", "\"o-9\"")))
        .send().join().items()).getProcessInstanceKey(), instance);
    equal(engine.client.newProcessInstanceGetRequest(instance).send().join().getHasIncident(), true);
    final long element = engine.element(instance, "work");
    equal(engine.client.newElementInstanceGetRequest(element).send().join().getElementId(), "work");
    final var variable = Engine.found(() -> engine.client.newVariableSearchRequest()
        .filter(filter -> filter.processInstanceKey(instance).name("orderId")).send().join().items());
    equal(engine.client.newVariableGetRequest(variable.getVariableKey()).send().join().getValue(), "\"o-9\"");
    final var incident = Engine.found(() -> engine.client.newIncidentSearchRequest()
        .filter(filter -> filter.processInstanceKey(instance)).send().join().items());
    equal(engine.client.newIncidentGetRequest(incident.getIncidentKey()).send().join().getErrorMessage(), "坏");
    equal(Engine.found(() -> engine.client.newIncidentsByElementInstanceSearchRequest(element).send().join().items())
        .getIncidentKey(), incident.getIncidentKey());
    equal(Engine.found(() -> engine.client.newIncidentsByProcessInstanceSearchRequest(instance).send().join().items())
        .getIncidentKey(), incident.getIncidentKey());
    equal(Engine.found(() -> engine.client.newJobSearchRequest()
        .filter(filter -> filter.processInstanceKey(instance)).send().join().items()).getType(), "found.work");
    equal(Engine.found(() -> engine.client.newProcessDefinitionSearchRequest()
        .filter(filter -> filter.processDefinitionId("found")).send().join().items()).getProcessDefinitionKey(), definition);
    equal(engine.client.newProcessDefinitionGetRequest(definition).send().join().getVersion(), 1);
    equal(engine.client.newProcessDefinitionGetXmlRequest(definition).send().join().contains("found.work"), true);
    final var decision = Engine.found(() -> engine.client.newDecisionDefinitionSearchRequest()
        .filter(filter -> filter.decisionDefinitionId("found")).send().join().items());
    equal(engine.client.newDecisionDefinitionGetRequest(decision.getDecisionKey()).send().join().getDmnDecisionName(), "办理时限");
    equal(engine.client.newDecisionDefinitionGetXmlRequest(decision.getDecisionKey()).send().join().contains("found_drg"), true);
    final var requirements = Engine.found(() -> engine.client.newDecisionRequirementsSearchRequest()
        .filter(filter -> filter.decisionRequirementsId("found_drg")).send().join().items());
    final long drg = requirements.getDecisionRequirementsKey();
    equal(engine.client.newDecisionRequirementsGetRequest(drg).send().join().getVersion(), 1);
    equal(engine.client.newDecisionRequirementsGetXmlRequest(drg).send().join().contains("found_drg"), true);
  }
}

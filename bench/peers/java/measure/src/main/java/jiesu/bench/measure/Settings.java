package jiesu.bench.measure;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command line of a peer: {@code name=value} pairs, all required.
 *
 * @param jdbcUrl the database
 * @param jobs "external" (a worker fetches, locks and completes) or "executor" (the engine's executor calls Java)
 * @param instances instances of W1 in a round
 * @param rounds rounds of W1 at most, if no plateau is reached before
 * @param parked instances of W2
 * @param threads client threads
 */
public record Settings(String jdbcUrl, String jobs, int instances, int rounds, int parked, int threads) {

  /** The database's user, from the environment, so that no password is on a command line. */
  public static String databaseUser() {
    return System.getenv("PEERS_DB_USER");
  }

  public static String databasePassword() {
    return System.getenv("PEERS_DB_PASSWORD");
  }

  public static Settings of(String[] args) {
    Map<String, String> given =
        Arrays.stream(args)
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new Settings(
        required(given, "jdbc"),
        required(given, "jobs"),
        Integer.parseInt(required(given, "instances")),
        Integer.parseInt(required(given, "rounds")),
        Integer.parseInt(required(given, "parked")),
        Integer.parseInt(required(given, "threads")));
  }

  private static String required(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) throw new IllegalArgumentException("missing argument " + name + "=");
    return value;
  }
}

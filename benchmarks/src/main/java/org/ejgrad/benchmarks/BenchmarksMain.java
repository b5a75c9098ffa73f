// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Times all workloads and writes the table.
 *
 * <pre>
 * mvn -q verify -Pbenchmarks                                  quick, about five minutes
 * mvn -q verify -Pbenchmarks,peers -Dargs=--full              all, for publication
 * mvn -q verify -Pbenchmarks -Dargs="--workloads=CELL.* --contenders=EJGRAD,SIMD"
 * mvn -q verify -Pbenchmarks -Dargs=rules                     {@link RulesCommand}
 * </pre>
 */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = RulesCommand.class,
    description = "Times EJGrad beside hand-written Java and, if there, other frameworks.")
public final class BenchmarksMain implements Callable<Integer> {
  @Option(names = "--full", description = "Three forks and longer iterations.")
  private boolean full;

  @Option(names = "--workloads", description = "Rows: a regular expression. Default: all.")
  private Pattern workloads = Pattern.compile(".*");

  @Option(names = "--contenders", split = ",", description = "Columns. Default: all there are.")
  private List<Contender> contenders = List.of();

  @Option(names = "--forks", description = "Virtual machines for each cell.")
  private int forks;

  @Option(names = "--iterations", description = "Iterations measured in each.")
  private int iterations;

  @Option(names = "--milliseconds", description = "Length of an iteration.")
  private int milliseconds;

  @Option(names = "--output", description = "The table. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("target", "benchmarks.md");

  /** Above some tenths, others were at work, and the table means little. */
  private double loadBefore;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Exits with 1 if a measurement failed, with 2 if the arguments are wrong. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchmarksMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Timing timing = timing(Timing.QUICK);
    Path logs = output.toAbsolutePath().resolveSibling("jmh");
    Files.createDirectories(logs);
    List<Implementation> implementations = chosen();
    Measurements measurements = new Measurements();
    loadBefore = Machine.load();
    for (Workload workload : Workload.values()) {
      if (!workloads.matcher(workload.name()).matches()) {
        continue;
      }
      for (Implementation implementation : implementations) {
        if (workload.start(implementation).isPresent()) {
          Contender contender = implementation.contender();
          out.printf("%s by %s ...%n", workload, contender);
          out.flush();
          Path log = logs.resolve(workload + "-" + contender + ".txt");
          try {
            measurements.put(workload, contender, timing.measure(workload, contender, log));
          } catch (RunnerException e) {
            measurements.fail(
                workload, contender, "see " + log.getFileName() + "; " + e.getMessage());
            out.printf("failed; see %s%n", log);
          }
          // The table so far, should the rest be cut off.
          Files.writeString(output, Table.markdown(measurements, conditions(timing)));
        }
      }
    }
    out.println();
    out.print(Table.markdown(measurements, conditions(timing)));
    out.flush();
    return measurements.hasFailures() ? 1 : 0;
  }

  /** What the options say, else the full timing or this one. */
  Timing timing(Timing quick) {
    Timing base = full ? Timing.FULL : quick;
    return new Timing(
        forks > 0 ? forks : base.forks(),
        base.warmUps(),
        iterations > 0 ? iterations : base.iterations(),
        milliseconds > 0 ? milliseconds : base.milliseconds());
  }

  private List<Implementation> chosen() {
    return contenders.isEmpty()
        ? Implementations.all()
        : contenders.stream().map(Implementations::of).toList();
  }

  private List<String> conditions(Timing timing) throws IOException {
    List<String> conditions = new ArrayList<>();
    conditions.add(
        Machine.description()
            + String.format(Locale.ROOT, "; load before the start %.1f", loadBefore));
    conditions.add(
        "JMH, median of "
            + timing
            + "; flags "
            + String.join(" ", Timing.FLAGS)
            + "; results compared first, to 1e-9 (float 1e-3)");
    for (Implementation implementation : chosen()) {
      String version =
          implementation.contender() == Contender.EJGRAD
              ? System.getProperty("ejgrad.version", "of the sources") + ", "
              : "";
      conditions.add(
          implementation.contender().title() + ": " + version + implementation.version());
    }
    return conditions;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Times the update of every rule beside the memory traffic that its formula needs.
 *
 * <pre>
 * mvn -q verify -Pbenchmarks -Dargs=rules                      about five minutes
 * mvn -q verify -Pbenchmarks -Dargs="--full rules --rules=ADAM.*"
 * </pre>
 */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Times the updates of a million parameters beside the memory traffic needed.")
final class RulesCommand implements Callable<Integer> {
  /** Loops over a million elements are compiled within the first of these. */
  private static final Timing QUICK = new Timing(1, 4, 4, 400);

  @Option(names = "--rules", description = "Rows: a regular expression. Default: all.")
  private Pattern rules = Pattern.compile(".*");

  @Option(names = "--output", description = "The table. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("target", "rules.md");

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private BenchmarksMain settings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    Timing timing = settings.timing(QUICK);
    Path logs = output.toAbsolutePath().resolveSibling("jmh");
    Files.createDirectories(logs);
    double loadBefore = Machine.load();
    Map<String, Double> streams = new HashMap<>();
    List<String> rows = new ArrayList<>();
    for (RuleTraffic rule : RuleTraffic.values()) {
      if (!rules.matcher(rule.name()).matches()) {
        continue;
      }
      out.printf("%s ...%n", rule);
      out.flush();
      double step =
          timing
              .measure(
                  RuleBenchmark.class,
                  "step",
                  options -> options.param("rule", rule.name()),
                  logs.resolve(rule + ".txt"))
              .perSecond();
      String arrays = rule.read() + " + " + rule.written();
      if (!streams.containsKey(arrays)) {
        streams.put(
            arrays,
            timing
                .measure(
                    RuleBenchmark.class,
                    "streams",
                    options ->
                        options
                            .param("read", "" + rule.read())
                            .param("written", "" + rule.written()),
                    logs.resolve("STREAMS_" + rule.read() + "_" + rule.written() + ".txt"))
                .perSecond());
      }
      rows.add(row(rule, arrays, step, streams.getOrDefault(arrays, Double.NaN)));
      Files.writeString(output, page(rows, timing, loadBefore));
    }
    out.println();
    out.print(page(rows, timing, loadBefore));
    out.flush();
    return 0;
  }

  private static String page(List<String> rows, Timing timing, double loadBefore)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "- "
            + Machine.description()
            + String.format(Locale.ROOT, "; load before the start %.1f", loadBefore));
    lines.add("- JMH, median of " + timing + "; flags " + String.join(" ", Timing.FLAGS));
    lines.add(
        "- 1000 x 1000 parameters in double; streams: a loop on two threads that reads and writes"
            + " as many arrays, in place, measured in this run: the bound that memory sets; GB/s:"
            + " the bytes of the formula by the time");
    lines.add("");
    lines.add(
        Table.line(
            List.of(
                "rule",
                "arrays read + written by the formula",
                "bytes of the program / of the formula",
                "step, ms",
                "streams, ms",
                "step, GB/s",
                "streams, GB/s",
                "x of the bound",
                "passes")));
    lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    lines.addAll(rows);
    return String.join("\n", lines) + "\n";
  }

  /**
   * A row of the table.
   *
   * @param step how many in a second
   * @param streams how many passes over the arrays of the formula in a second
   */
  static String row(RuleTraffic rule, String arrays, double step, double streams) {
    int side = RuleBenchmark.SIDE;
    double needed = rule.formulaBytes(side, side);
    double bytes = rule.step(side, side).bytes() / needed;
    return Table.line(
        List.of(
            rule.title(),
            arrays,
            format("%.2f", bytes),
            format("%.2f", 1e3 / step),
            format("%.2f", 1e3 / streams),
            format("%.1f", needed * step / 1e9),
            format("%.1f", needed * streams / 1e9),
            format("%.2f", step / streams),
            rule.remark()));
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}

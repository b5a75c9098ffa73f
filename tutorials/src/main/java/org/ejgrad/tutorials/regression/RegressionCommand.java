// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: which problems to run, and where {@code regression.html} goes. */
final class RegressionCommand {
  private static final List<String> SIZES = List.of("500x2", "10000x5", "150000x7");
  private static final Pattern SIZE = Pattern.compile("(\\d{2,7})x([1-9]|1\\d|20)");

  private final PrintStream out;
  private final PrintStream err;

  RegressionCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns 0 when done, 1 if a file cannot be written, 2 if the options are wrong. */
  int run(String... arguments) {
    CommandLine command = new CommandLine(spec());
    try {
      ParseResult given = command.parseArgs(arguments);
      if (given.isUsageHelpRequested()) {
        command.usage(out);
        return 0;
      }
      List<int[]> sizes = new ArrayList<>();
      for (String size : given.matchedOptionValue("--sizes", SIZES)) {
        sizes.add(size(command, size));
      }
      Path folder = given.matchedOptionValue("--output", Path.of("."));
      Files.createDirectories(folder);
      run(sizes, folder.resolve("regression.html"));
      return 0;
    } catch (ParameterException e) {
      err.println(e.getMessage());
      command.usage(err);
      return 2;
    } catch (IOException e) {
      err.println("regression: cannot write: " + e);
      return 1;
    }
  }

  private void run(List<int[]> sizes, Path page) throws IOException {
    List<Sweep> sweeps = new ArrayList<>();
    for (int[] size : sizes) {
      Sweep sweep = Sweep.on(new Problem(size[0], size[1]));
      sweeps.add(sweep);
      out.println(RegressionTable.of(sweep));
      Conclusions.of(sweep).forEach(sentence -> out.println("- " + sentence));
      out.println();
    }
    out.println("By dimension: best rate, first step near least squares, end above least squares");
    out.println(RegressionTable.of(ByDimension.header(sweeps), ByDimension.rows(sweeps)));
    ByDimension.sentences(sweeps).forEach(sentence -> out.println("- " + sentence));
    RegressionReport.write(sweeps, page);
    out.println();
    out.println("open in a browser: " + page);
  }

  private static int[] size(CommandLine command, String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new ParameterException(
          command,
          "--sizes: a size must be ROWSxFEATURES with 10 to 9999999 rows and 1 to 20 features, such"
              + " as 500x2, got '"
              + text
              + "'");
    }
    return new int[] {Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))};
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("regression");
    spec.usageMessage()
        .width(100)
        .description("Runs seven optimizers on synthetic linear regressions and compares them.");
    spec.addOption(
        OptionSpec.builder("--sizes")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .paramLabel("ROWSxFEATURES")
            .description("Problems to run; default: " + String.join(",", SIZES) + ".")
            .build());
    spec.addOption(
        OptionSpec.builder("--output")
            .type(Path.class)
            .paramLabel("FOLDER")
            .description("Where regression.html goes; default: this folder.")
            .build());
    spec.addOption(OptionSpec.builder("--help").usageHelp(true).description("Shows this.").build());
    return spec;
  }
}

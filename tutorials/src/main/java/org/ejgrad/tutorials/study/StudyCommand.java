// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ejgrad.graph.Names;
import org.ejgrad.models.training.ProgressLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The study's command line: runs a grid, shows its progress, prints the table, and writes {@code
 * study.json} and {@code study.html} into a folder; or writes table and page anew from a saved
 * {@code study.json}.
 */
public final class StudyCommand {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final CellRunner runner;
  private final PointSource points;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Prepares the command.
   *
   * @param out gets the table and where the files are
   * @param err gets progress and errors
   */
  public StudyCommand(CellRunner runner, PointSource points, PrintStream out, PrintStream err) {
    this.runner = runner;
    this.points = points;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the command and returns its exit code: 0 done, 1 a file or a cell failed, 2 the options
   * are wrong (what is allowed is then printed).
   */
  public int run(String... arguments) {
    CommandLine command = new CommandLine(spec());
    try {
      ParseResult given = command.parseArgs(arguments);
      if (given.isUsageHelpRequested()) {
        command.usage(out);
        return OK;
      }
      return run(command, given);
    } catch (ParameterException e) {
      err.println(e.getMessage());
      command.usage(err);
      return MISUSED;
    } catch (IOException e) {
      err.println("study: cannot read or write: " + Names.printable(String.valueOf(e)));
      return FAILED;
    } catch (StudyFileException | IllegalStateException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private int run(CommandLine command, ParseResult given) throws IOException {
    int threads = given.matchedOptionValue("--threads", Runtime.getRuntime().availableProcessors());
    if (threads < 1) {
      throw new ParameterException(command, "--threads must be at least 1, got " + threads);
    }
    Path folder = given.matchedOptionValue("--output", Path.of("."));
    Files.createDirectories(folder);
    StudyResult study;
    if (given.hasMatchedOption("--from")) {
      study = StudyJson.read(given.matchedOptionValue("--from", Path.of("")));
    } else {
      if (given.hasMatchedOption("--quick") && given.hasMatchedOption("--full")) {
        throw new ParameterException(command, "--quick and --full exclude each other");
      }
      StudySettings settings =
          given.hasMatchedOption("--quick") ? StudySettings.quick() : StudySettings.full();
      ProgressLine line = ProgressLine.on(err, "cells");
      study =
          new Study(settings, runner, points)
              .run(
                  threads,
                  (cell, done, total, share) ->
                      line.update(share, done, () -> done + "/" + total + " cells"));
    }
    out.print(StudyTable.of(study));
    if (!given.hasMatchedOption("--from")) {
      Path json = folder.resolve("study.json");
      StudyJson.write(study, json);
      out.println("everything recorded: " + json);
    }
    Path html = folder.resolve("study.html");
    StudyHtml.write(study, html);
    out.println("open in a browser:   " + html);
    out.flush();
    return OK;
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("study");
    spec.usageMessage()
        .description(
            "Trains small networks on circles with every optimizer over a grid of sizes, networks"
                + " and learning rates.");
    spec.addOption(
        OptionSpec.builder("--quick")
            .description("The small grid: 72 cells of 1,000 iterations.")
            .build());
    spec.addOption(
        OptionSpec.builder("--full")
            .description("The whole grid: 162 cells of 3,000 iterations; the default.")
            .build());
    spec.addOption(
        OptionSpec.builder("--threads")
            .type(int.class)
            .paramLabel("N")
            .description("Cells run at once; default: as many as there are processors.")
            .build());
    spec.addOption(
        OptionSpec.builder("--output")
            .type(Path.class)
            .paramLabel("FOLDER")
            .description("Where study.json and study.html go; default: this folder.")
            .build());
    spec.addOption(
        OptionSpec.builder("--from")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Trains nothing: shows a study.json saved before.")
            .build());
    spec.addOption(OptionSpec.builder("--help").usageHelp(true).description("Shows this.").build());
    return spec;
  }
}

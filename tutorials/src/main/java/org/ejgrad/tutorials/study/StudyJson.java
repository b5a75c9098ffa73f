// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ejgrad.tutorials.report.AtomicFile;

/**
 * The study as a file, {@code study.json}: everything recorded, numbers that read back to the same
 * bits.
 *
 * <pre>{@code
 * {"format": "ejgrad-study", "version": 1,
 *  "settings": {"sizes": [..], "networks": [[4, 4, 4], ..], "learningRates": [..], "optimizers": [..],
 *               "iterations": 3000, "seed": 1, "lossThreshold": 0.01},
 *  "points": [{"n": 100, "x": [..], "y": [..], "labels": [..]}, ..],
 *  "cells": [{"n": 100, "network": [4, 4, 4], "learningRate": 0.1, "optimizer": "Adam",
 *             "status": "REACHED", "iterationsToThreshold": 213, "divergence": null, "seconds": 0.9,
 *             "loss": [..], "accuracy": [..],
 *             "parameters": [{"name": "w1", "rows": 2, "columns": 4, "values": [..]}, ..],
 *             "boundary": {"xLow": -1.6, "xHigh": 1.6, "yLow": -1.6, "yHigh": 1.6,
 *                          "columns": 48, "rows": 48, "values": [..]}}, ..]}
 * }</pre>
 *
 * The fields stand in this order, all of them: iterationsToThreshold is null where the threshold
 * was never reached, divergence ({@code {"step": 17, "operation": ".."}}) where the cell did not
 * diverge.
 */
public final class StudyJson {
  private StudyJson() {}

  /**
   * Writes the study, whole or not at all.
   *
   * @throws IOException if the folder does not exist or writing fails
   */
  public static void write(StudyResult study, Path target) throws IOException {
    AtomicFile.write(
        target,
        out -> {
          JsonWriter json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          new StudyJsonWriter(json).write(study);
          json.flush();
        });
  }

  /**
   * Reads a study. The file is not trusted: unknown, missing, repeated or misplaced fields, numbers
   * out of range, curves longer than the settings allow, cells that are not the settings' grid,
   * wrong UTF-8 and anything after the end are refused; nothing is allocated on the file's word.
   *
   * @throws StudyFileException if the content is not a study
   * @throws IOException if the file cannot be read at all
   */
  public static StudyResult read(Path file) throws IOException {
    return StudyJsonReader.read(file);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.HostileStrings;
import org.ejgrad.tutorials.report.Series;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyJsonTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("study.json");
  }

  @Test
  void read_whatWasWritten_equalsIt() throws IOException {
    StudyResult study = SyntheticRunner.study(SyntheticRunner.small());
    assertTrue(study.cells().stream().anyMatch(cell -> cell.status() == CellStatus.DIVERGED));
    assertTrue(study.cells().stream().anyMatch(cell -> cell.status() == CellStatus.NOT_REACHED));
    StudyJson.write(study, file);
    assertEquals(study, StudyJson.read(file));
  }

  @Test
  void read_extremeNumbers_sameBits() throws IOException {
    StudyResult study =
        tiny(
            "Adam",
            Series.of(Double.MIN_VALUE, Double.MAX_VALUE, -0.0, 0.1 + 0.2, 1e-300, 4.9e-324));
    StudyJson.write(study, file);
    assertEquals(study, StudyJson.read(file));
  }

  @Test
  void read_hostileNames_sameNames() throws IOException {
    for (String name : HostileStrings.ALL) {
      StudyResult study = tiny(name, Series.of(1, 2, 3, 4, 5, 6));
      StudyJson.write(study, file);
      assertEquals(study, StudyJson.read(file));
    }
  }

  @Test
  void read_cellDivergedAtItsFirstStep_hasEmptyCurves() throws IOException {
    StudySettings settings = settings("Adam");
    CellResult cell =
        CellResult.of(
            settings.cells().get(0),
            settings,
            Series.of(),
            Series.of(),
            0,
            Optional.of(new Divergence(1, "log")),
            List.of(),
            Grid.sample(0, 1, 0, 1, 2, 2, (x, y) -> 0.5));
    StudyResult study = new StudyResult(settings, List.of(points()), List.of(cell));
    StudyJson.write(study, file);
    assertEquals(study, StudyJson.read(file));
  }

  @Test
  void read_everyPrefix_isRefused() throws IOException {
    StudyJson.write(tiny("Adam", Series.of(1, 2, 3, 4, 5, 6)), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(StudyFileException.class, () -> StudyJson.read(file), "prefix " + length);
    }
  }

  /** Replacements in a good file (single quotes stand for double ones), and the path named. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ejgrad-study' | 'other' | $.format",
        "'version':1 | 'version':2 | $.version",
        "'version':1 | 'version':1.5 | $.version",
        "'version':1 | 'version':'1' | $.version",
        "'version':1 | 'extra':0,'version':1 | $.extra",
        "'version':1, | `` | $.settings",
        "'version':1 | 'version':1,'version':1 | $.version",
        "'sizes':[10] | 'sizes':[] | $.settings",
        "'sizes':[10] | 'sizes':[10,10] | $.settings",
        "'sizes':[10] | 'sizes':[-1] | $.settings.sizes",
        "'sizes':[10] | 'sizes':[99999999999] | $.settings.sizes",
        "'sizes':[10] | 'sizes':[[[[[[[[[1]]]]]]]]] | $.settings.sizes",
        "'sizes':[10] | 'sizes':{} | $.settings.sizes",
        "'learningRates':[0.5] | 'learningRates':[NaN] | $.settings.learningRates",
        "'learningRates':[0.5] | 'learningRates':[1e999] | $.settings.learningRates",
        "'learningRates':[0.5] | 'learningRates':[null] | $.settings.learningRates",
        "'learningRates':[0.5] | 'learningRates':[0.50.5] | $.settings.learningRates",
        "'iterations':6 | 'iterations':2000000000 | $.settings.iterations",
        "'iterations':6 | 'iterations':5 | $.cells[0].loss",
        "'iterations':6 | 'iterations':7 | $",
        "'seed':3 | 'seed':99999999999999999999 | $.settings.seed",
        "'labels':[0.0,1.0] | 'labels':[0.0,2.0] | $.points[0]",
        "'labels':[0.0,1.0] | 'labels':[0.0] | $.points[0]",
        "'status':'REACHED' | 'status':'DIVERGED' | $.cells[0]",
        "'iterationsToThreshold':2 | 'iterationsToThreshold':3 | $",
        "'iterationsToThreshold':2 | 'iterationsToThreshold':null | $.cells[0]",
        "'seconds':0.25 | 'seconds':-1 | $.cells[0]",
        "'loss':[0.5, | 'loss':[Infinity, | $.cells[0].loss[0]",
        "'loss':[0.5, | 'loss':['0.5', | $.cells[0].loss[0]",
        "'loss':[0.5, | 'loss':[ | $.cells[0]",
        "'rows':2 | 'rows':2000000000 | $.cells[0].parameters[0].rows",
        "'rows':2 | 'rows':3 | $.cells[0].parameters[0]",
        "'rows':2 | 'rows':1 | $.cells[0].parameters[0].values",
        "'columns':2,'rows':2, | 'columns':2,'rows':1, | $.cells[0].boundary.rows",
        "'columns':2,'rows':2, | 'columns':9999,'rows':9999, | $.cells[0].boundary.columns",
        "'optimizer':'Adam' | 'optimizer':'adam' | $",
        "'format' | // comment `` 'format' | $",
      })
  void read_damagedFile_namesFileAndPlace(String from, String to, String path) throws IOException {
    StudyJson.write(tiny("Adam", Series.of(1, 2, 3, 4, 5, 6)), file);
    String good = Files.readString(file);
    String bad = good.replace(from.replace('\'', '"'), to.replace('\'', '"'));
    assertFalse(bad.equals(good), "the replacement must hit");
    Files.writeString(file, bad);
    StudyFileException refusal = assertThrows(StudyFileException.class, () -> StudyJson.read(file));
    assertEquals(file, refusal.file());
    assertTrue(refusal.jsonPath().startsWith(path), refusal.jsonPath());
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(file + ": at $"));
  }

  @Test
  void read_moreAfterTheEnd_isRefused() throws IOException {
    StudyJson.write(tiny("Adam", Series.of(1, 2, 3, 4, 5, 6)), file);
    Files.writeString(file, Files.readString(file) + "{}");
    assertThrows(StudyFileException.class, () -> StudyJson.read(file));
  }

  @Test
  void read_notUtf8_isRefused() throws IOException {
    StudyJson.write(tiny("Adam", Series.of(1, 2, 3, 4, 5, 6)), file);
    byte[] latin =
        Files.readString(file).replace("Adam", "\u00c4dam").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, latin);
    assertThrows(StudyFileException.class, () -> StudyJson.read(file));
  }

  @Test
  void read_longName_isRefused() throws IOException {
    StudyJson.write(tiny("x".repeat(1_001), Series.of(1, 2, 3, 4, 5, 6)), file);
    String message =
        String.valueOf(
            assertThrows(StudyFileException.class, () -> StudyJson.read(file)).getMessage());
    assertTrue(message.contains("at most 1000 characters"), message);
  }

  @Test
  void read_controlCharactersInAFieldName_areNotEchoed() throws IOException {
    Files.writeString(file, "{\"\\u001b[2J\": 1}");
    String message =
        String.valueOf(
            assertThrows(StudyFileException.class, () -> StudyJson.read(file)).getMessage());
    assertFalse(message.contains("\u001b"), "escape character in the message");
  }

  @Test
  void read_noFile_isAnIoException() {
    assertThrows(NoSuchFileException.class, () -> StudyJson.read(file));
  }

  private static StudySettings settings(String optimizer) {
    return new StudySettings(
        List.of(10), List.of(HiddenLayers.of(2)), List.of(0.5), List.of(optimizer), 6, 3, 0.01);
  }

  private static PointSet points() {
    return new PointSet(10, Series.of(0.25, -1), Series.of(1, 1e-9), Series.of(0, 1));
  }

  private static StudyResult tiny(String optimizer, Series weights) {
    StudySettings settings = settings(optimizer);
    CellResult cell =
        CellResult.of(
            settings.cells().get(0),
            settings,
            Series.of(0.5, 0.005, 1.0 / 3, 2, 0.02, 1e-17),
            Series.of(0, 0.5, 1, 0.1, 0.2, 0.3),
            0.25,
            Optional.empty(),
            List.of(new NamedMatrix("w", 2, 3, weights)),
            Grid.sample(-1, 1, -1, 1, 2, 2, (x, y) -> x > y ? 1.0 / 3 : 0));
    return new StudyResult(settings, List.of(points()), List.of(cell));
  }
}

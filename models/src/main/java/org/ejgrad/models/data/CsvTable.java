// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import com.google.common.collect.ImmutableList;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejgrad.graph.Names;

/**
 * One pass over a CSV file: column names, then rows of as many cells, each with its line. Turns
 * whatever is wrong with the text into {@link DataFormatException}. FastCSV bounds cells to 16 Mi
 * characters, rows to 16 Ki cells and 64 Mi characters.
 */
final class CsvTable {
  /** Takes what a pass finds. */
  interface Rows {
    /** Takes the column names, once, before any row; they are distinct. */
    void columns(List<String> names, long line);

    /** Takes a row, and returns whether to go on. */
    boolean row(List<String> cells, long line);
  }

  private final Path path;
  private final Rows rows;
  private final boolean header;
  private ImmutableList<String> names = ImmutableList.of();
  private long rowCount;
  private long nextLine = 1;

  private CsvTable(Path path, boolean header, Rows rows) {
    this.path = path;
    this.header = header;
    this.rows = rows;
  }

  static void read(Path path, boolean header, char separator, int skippedLines, Rows rows) {
    CsvTable table = new CsvTable(path, header, rows);
    try (InputStream stream = DataStreams.open(path);
        Reader text = utf8(stream)) {
      table.read(text, separator, skippedLines);
    } catch (CharacterCodingException e) {
      throw table.notUtf8(e);
    } catch (IOException e) {
      throw DataStreams.unreadable(path, e);
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNull(e.getCause());
      throw cause instanceof CharacterCodingException
          ? table.notUtf8(cause)
          : DataStreams.unreadable(path, cause);
    } catch (CsvParseException e) {
      throw table.notCsv(e);
    }
  }

  private void read(Reader text, char separator, int skippedLines) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(CsvRecordHandler.of(), text)) {
      reader.skipLines(skippedLines);
      nextLine += skippedLines;
      long emptyLine = 0;
      for (CsvRecord found : reader) {
        List<String> cells = found.getFields();
        long line = found.getStartingLineNumber();
        nextLine = line + 1 + lineBreaks(cells);
        if (isEmptyLine(cells)) {
          emptyLine = emptyLine == 0 ? line : emptyLine;
        } else if (emptyLine > 0) {
          throw DataFormatException.atLine(
              path, emptyLine, "an empty line may stand at the end only, rows follow it");
        } else if (!take(cells, line)) {
          return;
        }
      }
    }
    if (rowCount == 0) {
      throw DataFormatException.atLine(path, nextLine, "a row is required, the file holds none");
    }
  }

  private boolean take(List<String> cells, long line) {
    if (names.isEmpty()) {
      names = header ? headerNames(cells, line) : numbered(cells.size());
      rows.columns(names, line);
      if (header) {
        return true;
      }
    }
    checkCells(cells, line);
    rowCount++;
    return rows.row(cells, line);
  }

  private void checkCells(List<String> cells, long line) {
    int expected = names.size();
    if (cells.size() != expected) {
      int column = Math.min(cells.size(), expected) + 1;
      throw DataFormatException.atCell(
          path,
          line,
          column,
          column <= expected ? names.get(column - 1) : "",
          "a row must have %d cells, as the first, got %d".formatted(expected, cells.size()));
    }
    for (int i = 0; i < expected; i++) {
      if (cells.get(i).indexOf('\0') >= 0) {
        throw DataFormatException.atCell(
            path, line, i + 1, names.get(i), "a cell must be text, got a NUL character");
      }
    }
  }

  /** An empty name becomes the column's number, as in a table saved with its row labels. */
  private ImmutableList<String> headerNames(List<String> cells, long line) {
    ImmutableList<String> numbered = numbered(cells.size());
    ImmutableList.Builder<String> found = ImmutableList.builder();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = CsvColumn.nameIn(cells.get(i));
      String name = cell.isEmpty() ? numbered.get(i) : cell;
      if (!seen.add(name)) {
        throw DataFormatException.atCell(
            path, line, i + 1, name, "column names must differ, this one came before");
      }
      found.add(name);
    }
    return found.build();
  }

  private static ImmutableList<String> numbered(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> "column" + number)
        .collect(ImmutableList.toImmutableList());
  }

  private static Reader utf8(InputStream stream) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(stream);
    buffered.mark(3);
    boolean byteOrderMark =
        buffered.read() == 0xef && buffered.read() == 0xbb && buffered.read() == 0xbf;
    if (!byteOrderMark) {
      buffered.reset();
    }
    // The default decoder would replace bad bytes in silence.
    return new InputStreamReader(
        buffered,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private DataFormatException notUtf8(IOException cause) {
    DataFormatException fault =
        DataFormatException.atLine(
            path, nextLine, "the text must be UTF-8, got other bytes in this line or a later one");
    fault.initCause(cause);
    return fault;
  }

  /** FastCSV wraps what a stream threw in an exception of its own. */
  private DataFormatException notCsv(CsvParseException thrown) {
    if (thrown.getCause() instanceof DataFormatException fault) {
      return fault;
    }
    DataFormatException fault =
        DataFormatException.atLine(
            path,
            nextLine,
            "the text must be CSV, got: " + Names.printable(String.valueOf(thrown.getMessage())));
    fault.initCause(thrown);
    return fault;
  }

  /** FastCSV reads an empty line as one empty cell. */
  private static boolean isEmptyLine(List<String> cells) {
    return cells.size() == 1 && cells.get(0).isEmpty();
  }

  private static long lineBreaks(List<String> cells) {
    long breaks = 0;
    for (String cell : cells) {
      for (int at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) {
        breaks++;
      }
    }
    return breaks;
  }
}

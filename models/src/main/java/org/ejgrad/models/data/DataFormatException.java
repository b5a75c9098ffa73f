// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.ejgrad.graph.Names;

/**
 * What a data file holds is not what its format requires: the one exception of all readers in this
 * package for truncated, oversized, ragged, non-numeric or lying files.
 *
 * <p>It says where: the file, and the line (with column and column name, where one cell is at
 * fault) of a text file or the byte of a binary one, in its message and in its accessors. Text that
 * comes from the file is cut to 60 characters and rid of control characters.
 */
public final class DataFormatException extends RuntimeException {
  private static final long UNKNOWN = -1;

  private final String file;
  private final long line;
  private final long column;
  private final String columnName;
  private final long byteOffset;

  private DataFormatException(
      String file, long line, long column, String columnName, long byteOffset, String message) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
    this.columnName = columnName;
    this.byteOffset = byteOffset;
  }

  static DataFormatException atLine(Path path, long line, String problem) {
    String file = Names.printable(path.toString());
    return new DataFormatException(
        file, line, UNKNOWN, "", UNKNOWN, file + ", line " + line + ": " + problem);
  }

  static DataFormatException atCell(
      Path path, long line, int column, String columnName, String problem) {
    String file = Names.printable(path.toString());
    String name = Names.shortened(columnName);
    String message = "%s, line %d, column %d '%s': %s".formatted(file, line, column, name, problem);
    return new DataFormatException(file, line, column, name, UNKNOWN, message);
  }

  static DataFormatException atByte(Path path, long byteOffset, String problem) {
    String file = Names.printable(path.toString());
    return new DataFormatException(
        file, UNKNOWN, UNKNOWN, "", byteOffset, file + ", byte " + byteOffset + ": " + problem);
  }

  /** The path of the file, as it was given. */
  public String file() {
    return file;
  }

  /** The line at which the faulty record of a text file starts; the first line is 1. */
  public OptionalLong line() {
    return optional(line);
  }

  /** The column of the faulty cell of a text file; the first column is 1. */
  public OptionalLong column() {
    return optional(column);
  }

  /** The name of the faulty cell's column. */
  public Optional<String> columnName() {
    return columnName.isEmpty() ? Optional.empty() : Optional.of(columnName);
  }

  /**
   * The offset of the faulty byte of a binary file; the first byte is 0. For a fault of what a gzip
   * file holds, rather than of the gzip format, offsets count unpacked bytes.
   */
  public OptionalLong byteOffset() {
    return optional(byteOffset);
  }

  private static OptionalLong optional(long value) {
    return value == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
  }
}

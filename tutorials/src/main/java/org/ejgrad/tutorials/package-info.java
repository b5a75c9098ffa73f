// SPDX-License-Identifier: Apache-2.0
/** One idea per runnable file, and the optimizer study. */
@NullMarked
package org.ejgrad.tutorials;

import org.jspecify.annotations.NullMarked;

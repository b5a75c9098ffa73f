// SPDX-License-Identifier: Apache-2.0
/** Models as graphs, initialisers and the training loop. */
@NullMarked
package org.ejgrad.models;

import org.jspecify.annotations.NullMarked;

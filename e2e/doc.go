// Package e2e looks at the site through a browser, as a reader does. The
// program, built from the folder above, and a real Chromium enter; complaints
// leave. It never reads the code of the rooms, and never needs a network.
package e2e

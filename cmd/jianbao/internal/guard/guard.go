// Package guard runs the program a second time below resource limits under which Go's
// runtime may end it: for want of memory, threads or file descriptors the runtime ends
// a process with status 2, which nothing inside the process can change.
//
// Without such limits nothing is done, and the start of the program costs a few system
// calls. What cannot be detected: a process that ends before its main function, as
// below a limit of address space that does not even hold the runtime's tables; limits
// of control groups on threads; other systems than Linux.
package guard

// Died is the status of a guarded process that its runtime ended.
const Died = -1

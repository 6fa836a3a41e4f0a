package guard

import (
	"errors"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// marker is the environment variable that holds the file descriptor on which a guarded
// process reports its status.
const marker = "JIANBAO_GUARDED"

// Limits below which the runtime may lack threads or file descriptors: it starts a
// dozen of each, and a worker of a batch as many again.
const (
	fewProcesses = 4096 // of the user, threads included
	fewFiles     = 64
)

// limited reports whether the process has limits under which the runtime may end it.
func limited() bool {
	below := func(resource int, least uint64) bool {
		var limit unix.Rlimit
		return unix.Getrlimit(resource, &limit) == nil && limit.Cur < least
	}
	return below(unix.RLIMIT_AS, unix.RLIM_INFINITY) || below(unix.RLIMIT_DATA, unix.RLIM_INFINITY) ||
		below(unix.RLIMIT_NOFILE, fewFiles) || os.Geteuid() != 0 && below(unix.RLIMIT_NPROC, fewProcesses)
}

// Run runs the program again if there are such limits, and returns its status once it
// has ended: what it reported, 128 and the number of the signal that ended it, or Died.
// ran is false if there is nothing to guard, this is the guarded process, or it cannot
// be started; then report must be called with the status before the process ends.
func Run() (status int, ran bool, report func(int)) {
	if to, guarded := os.LookupEnv(marker); guarded {
		os.Unsetenv(marker) // workers are not guarded: their parent does it
		return 0, false, reporter(to)
	}
	report = func(int) {}
	if !limited() {
		return 0, false, report
	}
	status, ran = again()
	return status, ran, report
}

// reporter returns a function that writes a status to a file descriptor.
func reporter(to string) func(int) {
	fd, err := strconv.Atoi(to)
	if err != nil {
		return func(int) {}
	}
	syscall.CloseOnExec(fd)
	return func(status int) { syscall.Write(fd, []byte{byte(status)}) }
}

// lacking reports whether a process could not be started for want of what the runtime
// would need, too.
func lacking(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.ENOMEM)
}

// passOn has a process end in order when this one is told to end, which goes on waiting for
// it: else this one ended at once, with another status, and left the child running.
func passOn(pid int) {
	told := make(chan os.Signal, 2) // the second one hurries
	signal.Notify(told, syscall.SIGTERM)
	go func() {
		for range told {
			syscall.Kill(pid, syscall.SIGTERM)
		}
	}()
}

// again runs the program again and waits for it. It uses system calls alone: package
// os would start threads and open descriptors, of which there may be none.
func again() (status int, ran bool) {
	program, err := os.Executable()
	if err != nil {
		return 0, false
	}
	var pipe [2]int
	if err := syscall.Pipe2(pipe[:], syscall.O_CLOEXEC); err != nil {
		return Died, lacking(err)
	}
	defer syscall.Close(pipe[0])
	runtime.LockOSThread() // the signal for the parent's end is that for the end of its thread
	const to = 3           // after stdin, stdout and stderr
	pid, err := syscall.ForkExec(program, os.Args, &syscall.ProcAttr{
		Env:   append(slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, marker+"=") }), marker+"="+strconv.Itoa(to)),
		Files: []uintptr{0, 1, 2, uintptr(pipe[1])},
		Sys:   &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM},
	})
	syscall.Close(pipe[1])
	if err != nil {
		return Died, lacking(err)
	}
	signal.Ignore(os.Interrupt) // the terminal sends it to both; the child ends in order
	passOn(pid)
	var reported [1]byte
	var n int
	for n, err = syscall.Read(pipe[0], reported[:]); err == syscall.EINTR; {
		n, err = syscall.Read(pipe[0], reported[:])
	}
	var end syscall.WaitStatus
	for _, err = syscall.Wait4(pid, &end, 0, nil); err == syscall.EINTR; {
		_, err = syscall.Wait4(pid, &end, 0, nil)
	}
	switch {
	case err != nil:
		return Died, true
	case end.Signaled():
		return 128 + int(end.Signal()), true
	case n == 1:
		return int(reported[0]), true
	}
	return Died, true
}

// Package release makes what users download: for each system the program,
// stripped, and a zip archive of it with documentation and licences, and the
// checksums of all. The same commit and the same Go give the same bytes, whoever
// makes them, wherever and when.
package release

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// System is what a program is built for, in Go's words.
type System struct{ OS, Arch string }

func (s System) String() string { return s.OS + "-" + s.Arch }

// Systems returns those that releases are made for.
func Systems() []System {
	var all []System
	for _, os := range []string{"darwin", "linux", "windows"} {
		for _, arch := range []string{"amd64", "arm64"} {
			all = append(all, System{os, arch})
		}
	}
	return all
}

// Config says what to release.
type Config struct {
	Name    string // of the program
	Version string // goes into main.version and the names of the files
	Dir     string // folder of the module
	Package string // to build, as the go command takes it
	Systems []System
	Files   []File    // what goes into each archive besides the program
	Time    time.Time // of everything in the archives
	Out     string    // folder; made if it is not there
	Log     io.Writer // gets a line for each file written
}

// sums is the name of the file of checksums, in the form of sha256sum.
const sums = "SHA256SUMS"

// Make writes the programs, their archives and the checksums.
func Make(c Config) error {
	if err := os.MkdirAll(c.Out, 0o777); err != nil {
		return err
	}
	var lines []string
	write := func(name string, data []byte, mode os.FileMode) error {
		if err := os.WriteFile(filepath.Join(c.Out, name), data, mode); err != nil {
			return err
		}
		line := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name)
		lines = append(lines, line)
		_, err := io.WriteString(c.Log, line)
		return err
	}
	for _, s := range c.Systems {
		program, err := c.build(s)
		if err != nil {
			return err
		}
		folder, suffix := fmt.Sprintf("%s-%s-%s", c.Name, c.Version, s), ""
		if s.OS == "windows" {
			suffix = ".exe"
		}
		if err := write(folder+suffix, program, 0o777); err != nil {
			return err
		}
		files := append(slices.Clone(c.Files), File{c.Name + suffix, program, true})
		var archive bytes.Buffer
		if err := Archive(&archive, folder, files, c.Time); err != nil {
			return err
		}
		if err := write(folder+".zip", archive.Bytes(), 0o666); err != nil {
			return err
		}
	}
	// By name, which begins after a sum of fixed length and two blanks.
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[2*sha256.Size:], b[2*sha256.Size:]) })
	return os.WriteFile(filepath.Join(c.Out, sums), []byte(strings.Join(lines, "")), 0o666)
}

// build returns the program for a system.
func (c *Config) build(s System) ([]byte, error) {
	dir, err := os.MkdirTemp("", "release")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "program")
	// No paths of this machine, no symbols, no build ID, which hangs on both.
	// With the commit, where Dir is a repository.
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-ldflags", "-s -w -buildid= -X main.version="+c.Version, "-o", target, c.Package)
	cmd.Dir = c.Dir
	// Flags of the user's are replaced; were GOFLAGS empty, those of go env -w would hold.
	cmd.Env = append(os.Environ(), "GOOS="+s.OS, "GOARCH="+s.Arch, "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build for %s: %w\n%s", s, err, out)
	}
	return os.ReadFile(target)
}

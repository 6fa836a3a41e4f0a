// Package release makes the files that users download: for each system the stripped
// program and a zip archive with documentation and licences, and checksums of all.
// The same commit and the same version of Go give the same bytes on every machine.
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

// System is a target of the Go compiler.
type System struct{ OS, Arch string }

func (s System) String() string { return s.OS + "-" + s.Arch }

// Systems returns the systems that releases are made for.
func Systems() []System {
	var all []System
	for _, os := range []string{"darwin", "linux", "windows"} {
		for _, arch := range []string{"amd64", "arm64"} {
			all = append(all, System{os, arch})
		}
	}
	return all
}

// Config configures a release.
type Config struct {
	Name    string // of the program
	Version string // value of main.version, and part of the file names
	Dir     string // folder of the module
	Package string // to build, as the go command takes it
	Systems []System
	// Archives selects the systems for which an archive is made; nil: all. Packing
	// takes longer than building.
	Archives func(System) bool
	Files    []File    // files of each archive in addition to the program
	Time     time.Time // modification time of all files in the archives
	Out      string    // folder to write to; created if missing
	Log      io.Writer // gets a line for each file written
}

// sums is the name of the file of checksums, in the format of sha256sum.
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
		if c.Archives != nil && !c.Archives(s) {
			continue
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
	// Sorted by name, which follows a sum of fixed length and two spaces.
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
	// No local paths, no symbols, and no build ID, which depends on both. The commit
	// is included if Dir is a repository.
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-ldflags", "-s -w -buildid= -X main.version="+c.Version, "-o", target, c.Package)
	cmd.Dir = c.Dir
	// The user's flags are overridden; an empty GOFLAGS would let those of go env -w
	// apply.
	cmd.Env = append(os.Environ(), "GOOS="+s.OS, "GOARCH="+s.Arch, "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build for %s: %w\n%s", s, err, out)
	}
	return os.ReadFile(target)
}

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"jianbao/layout/edition"
)

// version prints the version of the program, its source, fonts and libraries, so
// that an archive can record them.
func (a *app) version(args []string) int {
	if _, ok := a.parse("version", args); !ok {
		return statusUsage
	}
	if a.json {
		return a.print(jsonLine(versionOf()))
	}
	v := versionOf()
	text := fmt.Sprintf("jianbao %s\n%s %s/%s\n", v.Version, v.Go, v.OS, v.Arch)
	if v.Revision != "" {
		modified := ""
		if v.Modified {
			modified = a.choose("（有改动）", " (modified)")
		}
		text += fmt.Sprintf("%s %s %s%s\n", a.choose("版本库", "revision"), v.Revision, v.Time, modified)
	}
	for _, d := range v.Data {
		text += fmt.Sprintf("%s %s\n", d.Name, d.Version)
	}
	return a.print([]byte(text))
}

// versionInfo is what "version --format json" prints.
type versionInfo struct {
	Version  string    `json:"version"`
	Go       string    `json:"go"`
	OS       string    `json:"os"`
	Arch     string    `json:"arch"`
	Revision string    `json:"revision,omitempty"`
	Time     string    `json:"time,omitempty"`
	Modified bool      `json:"modified,omitempty"`
	Data     []dataSet `json:"data"`
}

// dataSet is a part of the program that affects its output, a face or a library, with
// its version.
type dataSet struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// version is the version of CHANGELOG.md's newest heading; release builds set it to
// one without "-dev" (-ldflags "-X main.version=0.9.0").
var version = "0.9.0-dev"

// tool returns the program's name and version, for records and reports.
func tool() edition.Tool {
	info, _ := debug.ReadBuildInfo()
	return edition.Tool{Name: "jianbao", Version: commitOf(info).version()}
}

// commit is the commit a program was built from; zero if not built in a repository.
type commit struct {
	revision, time string
	modified       bool
}

// commitOf returns the commit in info, which may be nil.
func commitOf(info *debug.BuildInfo) (c commit) {
	if info == nil {
		return c
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			c.revision = s.Value
		case "vcs.time":
			c.time = s.Value
		case "vcs.modified":
			c.modified = s.Value == "true"
		}
	}
	return c
}

// version returns the program's version. To a development version, which many builds
// share, it adds the revision as build metadata (semver.org, 10).
func (c commit) version() string {
	if c.revision == "" || !strings.HasSuffix(version, "-dev") {
		return version
	}
	v := version + "+" + c.revision[:min(12, len(c.revision))]
	if c.modified {
		v += ".modified"
	}
	return v
}

func versionOf() versionInfo {
	info, _ := debug.ReadBuildInfo()
	c := commitOf(info)
	return versionInfo{
		Version: c.version(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH,
		Revision: c.revision, Time: c.time, Modified: c.modified, Data: bundledData(info),
	}
}

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// version says what this program is made of, so that an archive can note it.
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

// dataSet is something bundled that decides what comes out: faces, libraries
// with tables of their own.
type dataSet struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// version is what CHANGELOG.md's newest heading says; builds for release set it to
// a version without "-dev" (-ldflags "-X main.version=0.9.0").
var version = "0.9.0-dev"

func versionOf() versionInfo {
	v := versionInfo{Version: version, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				v.Revision = s.Value
			case "vcs.time":
				v.Time = s.Value
			case "vcs.modified":
				v.Modified = s.Value == "true"
			}
		}
	}
	if v.Revision != "" && strings.HasSuffix(version, "-dev") {
		// Many programs have this version: build metadata (semver.org, 10) say
		// which one it is.
		v.Version += "+" + v.Revision[:min(12, len(v.Revision))]
		if v.Modified {
			v.Version += ".modified"
		}
	}
	v.Data = bundledData(info)
	return v
}

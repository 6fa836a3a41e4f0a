package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"jianbao/layout/edition"
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

// tool returns what records and reports name as the program.
func tool() edition.Tool {
	info, _ := debug.ReadBuildInfo()
	return edition.Tool{Name: "jianbao", Version: programVersion(info)}
}

// programVersion is the version of the main module; info may be nil.
func programVersion(info *debug.BuildInfo) string {
	if info == nil || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

func versionOf() versionInfo {
	info, ok := debug.ReadBuildInfo()
	v := versionInfo{Version: programVersion(info), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
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
	v.Data = bundledData(info)
	return v
}

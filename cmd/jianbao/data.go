package main

import (
	"runtime/debug"
	"unicode"

	"jianbao/layout/edition"
)

// bundledData returns name and version of everything in the program that affects
// its output: the faces, and the libraries that read copy, shape and break text,
// and write and compress files.
func bundledData(info *debug.BuildInfo) []dataSet {
	data := []dataSet{{"Unicode", unicode.Version}}
	if info != nil {
		for _, m := range info.Deps {
			switch m.Path {
			case "github.com/go-text/typesetting", "golang.org/x/text", "github.com/go-pdf/fpdf", "github.com/klauspost/compress", "github.com/yuin/goldmark", "github.com/BurntSushi/toml":
				data = append(data, dataSet{m.Path, m.Version})
			}
		}
	}
	for _, f := range edition.BundledReleases() {
		data = append(data, dataSet{f.Name, f.Version + " sha256:" + f.SHA256})
	}
	return data
}

// Package bag says what BagIt bags (RFC 8493) of issues consist of, and whether
// a bag on a disk is complete and valid.
//
// A bag holds the issues of one title and year. Below its folder data/ lie the
// PDFs where the plan puts them; beside each PDF, under its name, what an
// archive keeps with it:
//
//	2021/11/11.pdf
//	2021/11/11.metadata.json   the sidecar: names after DA/T 46
//	2021/11/11.report.json     what was found and what was read
//	2021/11/11.source/…        manifest, articles, pictures, as they were read
//
// Fonts are listed in the report by hash and not copied: most licences do not
// let them go along.
//
// What is written is a function of values alone; the disk is only touched by
// Check.
package bag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/name"
)

// Payload is the folder of what a bag carries.
const Payload = "data"

// Names of the tag files that our bags have.
const (
	Declaration     = "bagit.txt"
	InfoName        = "bag-info.txt"
	payloadManifest = "manifest-sha512.txt"
	tagManifest     = "tagmanifest-sha512.txt"
)

// TagNames are all of them, sorted.
func TagNames() []string { return []string{InfoName, Declaration, payloadManifest, tagManifest} }

// Name is the folder of the bag of one title and year, e.g. 保障-2021. Titles
// that differ in what no file system takes may have the same.
func Name(title string, year int) string {
	end := fmt.Sprintf("-%d", year)
	return name.Clean(name.Clean(title, name.MaxBytes-len(end))+end, name.MaxBytes)
}

// Content is a file of a bag.
type Content struct {
	Name string // with slashes; below data/ of what belongs to an issue, else below the bag
	Data []byte
}

// File is what a manifest lists of a file.
type File struct {
	Name   string // below the bag, with slashes
	SHA512 string // in hexadecimal
	Size   int64  // in bytes
}

// Places are where things lie that belong to a PDF, with slashes.
type Places struct {
	Sidecar, Report string
	Sources         string // a folder
}

const (
	extension     = ".pdf"
	sidecarSuffix = ".metadata.json"
	reportSuffix  = ".report.json"
	sourceSuffix  = ".source"
)

// Beside returns the places of what belongs to a PDF, whose path ends in ".pdf".
// They never are those of another PDF unless Clash says so.
func Beside(pdf string) Places {
	folder, base := path.Split(pdf)
	stem := strings.TrimSuffix(base, extension)
	at := func(suffix string) string {
		if len(stem)+len(suffix) <= name.MaxBytes {
			return folder + stem + suffix
		}
		// What tells two long names apart may lie behind the cut.
		sum := sha256.Sum256([]byte(stem))
		mark := "~" + hex.EncodeToString(sum[:])[:12]
		return folder + name.Clean(stem, name.MaxBytes-len(mark)-len(suffix)) + mark + suffix
	}
	return Places{Sidecar: at(sidecarSuffix), Report: at(reportSuffix), Sources: at(sourceSuffix)}
}

// Clash finds two PDFs, by index, that do not go into one bag: the first or
// what lies beside it has the name of what lies beside the second, or of a
// folder above it, on some file system. Two PDFs of the same name are not
// looked for, and empty paths are passed over.
func Clash(pdfs []string) (first, second int, found bool) {
	files := map[string]int{}
	for i, pdf := range pdfs {
		if pdf == "" {
			continue
		}
		p := Beside(pdf)
		for _, s := range []string{p.Sidecar, p.Report, p.Sources} {
			folded := name.Fold(s)
			if other, ok := files[folded]; ok && other != i {
				return other, i, true
			}
			files[folded] = i
		}
	}
	for i, pdf := range pdfs {
		for s := name.Fold(pdf); s != "." && s != ""; s = path.Dir(s) {
			if other, ok := files[s]; ok && other != i {
				return other, i, true
			}
		}
	}
	return 0, 0, false
}

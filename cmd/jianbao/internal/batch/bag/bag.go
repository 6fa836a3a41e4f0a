// Package bag defines the content of BagIt bags (RFC 8493) of issues and checks
// whether a bag on disk is complete and valid.
//
// A bag holds the issues of one title and year. Its folder data/ contains the
// PDFs at their planned paths and, named after each PDF, the files that an
// archive keeps with it:
//
//	2021/11/11.pdf
//	2021/11/11.metadata.json   the sidecar: names after DA/T 46
//	2021/11/11.report.json     what was found and what was read
//	2021/11/11.source/…        manifest, articles, pictures, as they were read
//
// Fonts are listed in the report by hash and not copied: most licences do not
// permit it.
//
// What is written depends only on the arguments; only Check accesses the disk.
package bag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/name"
)

// Payload is the folder of a bag's payload.
const Payload = "data"

// Names of the tag files of bags that this program writes.
const (
	Declaration     = "bagit.txt"
	InfoName        = "bag-info.txt"
	payloadManifest = "manifest-sha512.txt"
	tagManifest     = "tagmanifest-sha512.txt"
)

// TagNames returns the names of these tag files, sorted.
func TagNames() []string { return []string{InfoName, Declaration, payloadManifest, tagManifest} }

// Name returns the folder name of the bag of one title and year, for example
// 保障-2021. Titles that differ only in characters not allowed in file names may
// have the same name.
func Name(title string, year int) string {
	end := fmt.Sprintf("-%d", year)
	return name.Clean(name.Clean(title, name.MaxBytes-len(end))+end, name.MaxBytes)
}

// Content is a file of a bag.
type Content struct {
	Name string // with slashes; relative to data/ for files of an issue, else to the bag
	Data []byte
}

// File is an entry of a manifest.
type File struct {
	Name   string // relative to the bag, with slashes
	SHA512 string // in hexadecimal
	Size   int64  // in bytes
}

// Places holds the paths of the files that belong to a PDF, with slashes.
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

// Beside returns the paths of the files that belong to a PDF, whose path ends in
// ".pdf". They are distinct from those of other PDFs unless Clashes finds a
// conflict.
func Beside(pdf string) Places {
	folder, base := path.Split(pdf)
	stem := strings.TrimSuffix(base, extension)
	at := func(suffix string) string {
		if len(stem)+len(suffix) <= name.MaxBytes {
			return folder + stem + suffix
		}
		// Two long names may differ only in the part that is cut off.
		sum := sha256.Sum256([]byte(stem))
		mark := "~" + hex.EncodeToString(sum[:])[:12]
		return folder + name.Clean(stem, name.MaxBytes-len(mark)-len(suffix)) + mark + suffix
	}
	return Places{Sidecar: at(sidecarSuffix), Report: at(reportSuffix), Sources: at(sourceSuffix)}
}

// Clashes returns the pairs of indexes of PDFs that cannot be in one bag: on some file
// system, the one or a file that belongs to it has the same path as a file that belongs
// to the other or a folder above it. Equal paths of two PDFs are not checked, and empty
// paths are skipped.
func Clashes(pdfs []string) (pairs [][2]int) {
	files := map[string]int{}
	for i, pdf := range pdfs {
		if pdf == "" {
			continue
		}
		p := Beside(pdf)
		for _, s := range []string{p.Sidecar, p.Report, p.Sources} {
			folded := name.Fold(s)
			if other, ok := files[folded]; ok && other != i {
				pairs = append(pairs, [2]int{other, i})
				continue
			}
			files[folded] = i
		}
	}
	for i, pdf := range pdfs {
		for s := name.Fold(pdf); s != "." && s != ""; s = path.Dir(s) {
			if other, ok := files[s]; ok && other != i {
				pairs = append(pairs, [2]int{other, i})
			}
		}
	}
	return pairs
}

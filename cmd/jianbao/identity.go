package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"strings"
)

// buildIdentity returns a text that identifies this build: its revision and a digest
// of the versions of all its parts, or, if it was not built from a clean revision, what
// identifies the program file.
func buildIdentity() string {
	v := versionOf()
	if v.Revision == "" || v.Modified {
		name, err := os.Executable()
		if err != nil {
			return "program unknown"
		}
		return "program " + fileIdentity(name)
	}
	parts := []string{v.Version, v.Revision, v.Go}
	for _, d := range v.Data {
		parts = append(parts, d.Name+" "+d.Version)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return v.Revision + " sha256:" + hex.EncodeToString(sum[:])
}

// fileIdentity returns the Go build ID of a program file, which the linker derives from
// everything that it links; if the file has none (-ldflags -buildid=), a digest of the
// file, which takes a tenth of a second. Each worker of a batch determines its own.
func fileIdentity(name string) string {
	f, err := os.Open(name)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	head := make([]byte, buildIDWithin)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return "unknown"
	}
	if id := goBuildID(head[:n]); id != "" {
		return "go:" + id
	}
	h := sha256.New()
	h.Write(head[:n])
	if _, err := io.Copy(h, f); err != nil {
		return "unknown"
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// buildIDWithin is how much of a program file is searched for the build ID. Linkers
// place it within the first 5000 bytes; the go command reads 32 kB.
const buildIDWithin = 32 << 10

// goBuildID returns the Go build ID in the head of a program file: in ELF files the
// descriptor of a note of type 4 with the name "Go", in others a quoted text at the
// start of the code (cmd/internal/buildid).
func goBuildID(head []byte) string {
	const elfName = "\x04\x00\x00\x00Go\x00\x00" // the note's type and name
	if bytes.HasPrefix(head, []byte("\x7fELF")) {
		at := bytes.Index(head, []byte(elfName))
		if at < 8 || binary.LittleEndian.Uint32(head[at-8:]) != 4 {
			return ""
		}
		size := int64(binary.LittleEndian.Uint32(head[at-4:]))
		desc := head[at+len(elfName):]
		if size > int64(len(desc)) {
			return ""
		}
		return string(desc[:size])
	}
	_, rest, _ := bytes.Cut(head, []byte("\xff Go build ID: \""))
	id, _, ok := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok {
		return ""
	}
	return string(id)
}

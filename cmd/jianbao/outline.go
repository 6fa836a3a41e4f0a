package main

import (
	"bytes"
	"fmt"
	"strings"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// understood is an entry of an outline in JSON. The order of its fields is part of
// the format.
type understood struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Kind  string `json:"kind"`
	Level int    `json:"level"`
	Text  string `json:"text"`
	RunIn []int  `json:"run-in,omitempty"` // characters [from, to)
	Part  string `json:"part,omitempty"`   // of an official document

	Number []int `json:"number,omitempty"` // characters [from, to) of an automatic number
}

// printOutline prints how the paragraphs of an edition were understood, one in each
// line, and returns the exit status.
func (a *app) printOutline(e *edition.Edition) int {
	var b bytes.Buffer
	for _, u := range e.Outline() {
		if a.json {
			entry := understood{Path: u.Path, Line: u.Line, Kind: string(u.Kind), Level: u.Level, Text: u.Whole, Part: string(u.Part)}
			if u.RunIn > 0 {
				entry.RunIn = []int{0, u.RunIn}
			}
			if u.Number > 0 {
				entry.Number = []int{0, u.Number}
			}
			b.Write(jsonLine(entry))
			continue
		}
		text := strings.NewReplacer("\n", " ", "\t", " ").Replace(u.Text)
		fmt.Fprintf(&b, "%s:%d: %s %d: %s\n", diag.Escape(u.Path), u.Line, u.Kind, u.Level, diag.Escape(text))
	}
	return a.print(b.Bytes())
}

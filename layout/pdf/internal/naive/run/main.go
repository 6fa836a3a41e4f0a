// Command run is the naive program as a process of its own, to compare whole
// processes: start-up, time, memory.
//
//	run REGULAR.ttf BOLD.ttf OUT.pdf ARTICLE.txt...
//
// The first line of each file is the title, every other line that is not empty
// a paragraph.
package main

import (
	"fmt"
	"os"
	"strings"

	"jianbao/layout/pdf/internal/naive"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 4 {
		return fmt.Errorf("usage: run REGULAR.ttf BOLD.ttf OUT.pdf ARTICLE.txt [ARTICLE.txt]")
	}
	var articles []naive.Article
	for _, path := range args[3:] {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var a naive.Article
		for _, line := range strings.Split(string(text), "\n") {
			line = strings.TrimSpace(line)
			switch {
			case line == "":
			case a.Title == "":
				a.Title = line
			default:
				a.Paragraphs = append(a.Paragraphs, line)
			}
		}
		articles = append(articles, a)
	}
	out, err := os.Create(args[2])
	if err != nil {
		return err
	}
	if err := naive.Write(out, args[0], args[1], articles); err != nil {
		return err
	}
	return out.Close()
}

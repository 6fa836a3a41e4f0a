// Command run makes a release of the commit that is checked out: make release.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/cmd/jianbao/docs/licences"
	"jianbao/cmd/jianbao/internal/release"
)

func main() {
	out := flag.String("o", "dist", "folder to write to")
	modified := flag.Bool("modified", false, "allow changes that are not committed")
	archive := flag.String("archive", "", "make the archive of this `system` alone, such as linux-amd64")
	only := flag.String("systems", "", "make the programs of these `systems` alone, with commas between them")
	flag.Parse()
	if err := run(*out, *modified, *archive, *only); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(out string, modified bool, archive, only string) error {
	systems, err := asked(only)
	if err != nil {
		return err
	}
	isSystem := func(s release.System) bool { return s.String() == archive }
	if archive != "" && !slices.ContainsFunc(systems, isSystem) {
		return fmt.Errorf("no system %q; there are %v", archive, systems)
	}
	root, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return err
	}
	changed, err := git("status", "--porcelain")
	if err != nil {
		return err
	}
	if changed != "" && !modified {
		return errors.New("there are changes that are not committed; a release is made from a commit\n" + changed)
	}
	seconds := os.Getenv("SOURCE_DATE_EPOCH")
	if seconds == "" {
		if seconds, err = git("log", "-1", "--format=%ct"); err != nil {
			return err
		}
	}
	epoch, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return err
	}
	changes, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return err
	}
	version, err := release.Version(changes)
	if err != nil {
		return err
	}
	files, err := papers(root)
	if err != nil {
		return err
	}
	archives := isSystem
	if archive == "" {
		archives = nil
	}
	return release.Make(release.Config{
		Archives: archives,
		Name:     "jianbao", Version: version, Dir: root, Package: "./cmd/jianbao", Systems: systems,
		Files: files, Time: time.Unix(epoch, 0), Out: out, Log: os.Stdout,
	})
}

// papers returns the files that accompany each program: documentation, change log
// and licences.
func papers(root string) ([]release.File, error) {
	var files []release.File
	for _, name := range []string{"README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE"} {
		// With the line ends of the repository, also on Windows.
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		files = append(files, release.File{Name: name, Data: bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))})
	}
	for _, l := range licences.All() {
		files = append(files, release.File{Name: "licences/" + string(l.Kind) + "/" + l.Name + ".txt", Data: []byte(l.Text)})
	}
	return files, nil
}

func git(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w\n%s", strings.Join(args, " "), err, &stderr)
	}
	return strings.TrimSpace(string(out)), nil
}

// asked returns the systems with the names in a list; all for an empty list.
func asked(list string) ([]release.System, error) {
	all := release.Systems()
	if list == "" {
		return all, nil
	}
	var systems []release.System
	for _, name := range strings.Split(list, ",") {
		n := slices.IndexFunc(all, func(s release.System) bool { return s.String() == name })
		if n < 0 {
			return nil, fmt.Errorf("no system %q; there are %v", name, all)
		}
		systems = append(systems, all[n])
	}
	return systems, nil
}

// Package crashfiles is batch.Files in memory for tests that cut the power: it
// stops after the n-th operation and gives back the disk as it may be found
// afterwards.
package crashfiles

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// ErrStopped is what everything returns once the disk has stopped.
var ErrStopped = errors.New("the power is cut")

// Op is an operation that changes the disk.
type Op struct {
	Kind string // mkdir, create, append, write, sync, rename, remove, syncdir
	Name string // of a rename: the new one
}

// Disk is a disk. Names are cleaned, and relative ones begin at its root.
type Disk struct {
	// Before, if not nil, is asked before each operation; its error is the
	// operation's, and nothing is done: a disk that is full, or write-protected.
	Before func(Op) error

	mu   sync.Mutex
	root *node
	stop int // operations left; negative: no end
	log  []Op
}

// node is a file or a folder. What of it is on the disk for good stands apart.
type node struct {
	folder  bool
	entries map[string]*node
	kept    map[string]*node // entries as of the last SyncDir
	data    []byte
	synced  []byte // data as of the last Sync
}

func newFolder() *node {
	return &node{folder: true, entries: map[string]*node{}, kept: map[string]*node{}}
}

var _ batch.Files = (*Disk)(nil)

// New returns an empty disk that never stops.
func New() *Disk { return &Disk{root: newFolder(), stop: -1} }

// StopAfter lets n more operations happen. Reading is none, but fails too once
// the disk has stopped.
func (d *Disk) StopAfter(n int) { d.stop = n }

// Log returns the operations so far.
func (d *Disk) Log() []Op { return d.log }

// Data says what became of file data that was not synced.
type Data int

// What may become of it.
const (
	Kept   Data = iota // all was written after all
	Lost               // none of it
	Torn               // the first half
	Zeroed             // the file has its length, filled with zeros
)

// Loss is what a cut of the power takes. {Kept, true} is what the end of a
// process alone leaves: everything.
type Loss struct {
	Data    Data
	Entries bool // Create, Rename and Remove that were not synced did happen; if not, they are undone
}

// After returns the disk as it is found after the loss, ready for another run.
func (d *Disk) After(loss Loss) *Disk {
	seen := map[*node]*node{}
	var after func(n *node) *node
	after = func(n *node) *node {
		if again := seen[n]; again != nil {
			return again
		}
		if !n.folder {
			data := n.left(loss.Data)
			again := &node{data: data, synced: data}
			seen[n] = again
			return again
		}
		again := newFolder()
		seen[n] = again
		entries := n.kept
		if loss.Entries {
			entries = n.entries
		}
		for name, child := range entries {
			again.entries[name] = after(child)
		}
		again.kept = maps.Clone(again.entries)
		return again
	}
	return &Disk{root: after(d.root), stop: -1}
}

func (n *node) left(how Data) []byte {
	if how == Kept {
		return slices.Clone(n.data)
	}
	left := slices.Clone(n.synced)
	fresh := n.data[len(n.synced):] // files only grow
	switch how {
	case Torn:
		left = append(left, fresh[:len(fresh)/2]...)
	case Zeroed:
		left = append(left, make([]byte, len(fresh))...)
	}
	return left
}

// Tree returns what the disk holds: files by their names, folders with a slash
// at the end.
func (d *Disk) Tree() map[string]string {
	tree := map[string]string{}
	var walk func(name string, n *node)
	walk = func(name string, n *node) {
		for base, child := range n.entries {
			if child.folder {
				tree[name+base+"/"] = ""
				walk(name+base+"/", child)
			} else {
				tree[name+base] = string(child.data)
			}
		}
	}
	walk("", d.root)
	return tree
}

func split(name string) []string {
	name = strings.Trim(path.Clean(filepath.ToSlash(name)), "/")
	if name == "." || name == "" {
		return nil
	}
	return strings.Split(name, "/")
}

func fail(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }

// do counts an operation. The lock is held.
func (d *Disk) do(kind, name string) error {
	if d.stop == 0 {
		return ErrStopped
	}
	op := Op{Kind: kind, Name: filepath.ToSlash(name)}
	if d.Before != nil {
		if err := d.Before(op); err != nil {
			return fail(kind, name, err)
		}
	}
	if d.stop > 0 {
		d.stop--
	}
	d.log = append(d.log, op)
	return nil
}

func (d *Disk) find(op, name string) (*node, error) {
	if d.stop == 0 {
		return nil, ErrStopped
	}
	n := d.root
	for _, part := range split(name) {
		if !n.folder {
			return nil, fail(op, name, syscall.ENOTDIR)
		}
		if n = n.entries[part]; n == nil {
			return nil, fail(op, name, fs.ErrNotExist)
		}
	}
	return n, nil
}

// parent returns the folder that a name lies in, and its last part.
func (d *Disk) parent(op, name string) (*node, string, error) {
	parts := split(name)
	if len(parts) == 0 {
		return nil, "", fail(op, name, fs.ErrInvalid)
	}
	n, err := d.find(op, path.Join(parts[:len(parts)-1]...))
	if err == nil && !n.folder {
		err = fail(op, name, syscall.ENOTDIR)
	}
	return n, parts[len(parts)-1], err
}

// MkdirAll makes folders.
func (d *Disk) MkdirAll(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n, err := d.find("mkdir", name); err == nil && n.folder {
		return nil // nothing happens to the disk
	}
	if err := d.do("mkdir", name); err != nil {
		return err
	}
	n := d.root
	for _, part := range split(name) {
		child := n.entries[part]
		if child == nil {
			child = newFolder()
			n.entries[part] = child
		}
		if !child.folder {
			return fail("mkdir", name, syscall.ENOTDIR)
		}
		n = child
	}
	return nil
}

// Create makes a file anew.
func (d *Disk) Create(name string) (batch.File, error) { return d.open("create", name) }

// Append opens a file at its end.
func (d *Disk) Append(name string) (batch.File, error) { return d.open("append", name) }

func (d *Disk) open(kind, name string) (batch.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	dir, base, err := d.parent(kind, name)
	if err != nil {
		return nil, err
	}
	old := dir.entries[base]
	if old != nil && old.folder {
		return nil, fail(kind, name, syscall.EISDIR)
	}
	if err := d.do(kind, name); err != nil {
		return nil, err
	}
	if old == nil || kind == "create" {
		old = &node{}
		dir.entries[base] = old
	}
	return &file{disk: d, name: name, node: old}, nil
}

type file struct {
	disk   *Disk
	name   string
	node   *node
	closed bool
}

func (f *file) do(kind string) error {
	if f.closed {
		return fail(kind, f.name, fs.ErrClosed)
	}
	return f.disk.do(kind, f.name)
}

// Write appends to the file.
func (f *file) Write(p []byte) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if err := f.do("write"); err != nil {
		return 0, err
	}
	f.node.data = append(f.node.data, p...)
	return len(p), nil
}

// Sync makes the data durable, not the name.
func (f *file) Sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if err := f.do("sync"); err != nil {
		return err
	}
	f.node.synced = slices.Clone(f.node.data)
	return nil
}

// Close changes nothing on the disk.
func (f *file) Close() error {
	if f.closed {
		return fail("close", f.name, fs.ErrClosed)
	}
	f.closed = true
	return nil
}

// Rename replaces newName.
func (d *Disk) Rename(oldName, newName string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	from, base, err := d.parent("rename", oldName)
	if err != nil {
		return err
	}
	to, newBase, err := d.parent("rename", newName)
	if err != nil {
		return err
	}
	n := from.entries[base]
	if n == nil {
		return fail("rename", oldName, fs.ErrNotExist)
	}
	if target := to.entries[newBase]; target != nil && target.folder {
		return fail("rename", newName, syscall.EISDIR)
	}
	if err := d.do("rename", newName); err != nil {
		return err
	}
	delete(from.entries, base)
	to.entries[newBase] = n
	return nil
}

// Remove removes a file or an empty folder.
func (d *Disk) Remove(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	dir, base, err := d.parent("remove", name)
	if err != nil {
		return err
	}
	n := dir.entries[base]
	if n == nil {
		return fail("remove", name, fs.ErrNotExist)
	}
	if len(n.entries) > 0 {
		return fail("remove", name, syscall.ENOTEMPTY)
	}
	if err := d.do("remove", name); err != nil {
		return err
	}
	delete(dir.entries, base)
	return nil
}

// SyncDir makes a folder's entries durable.
func (d *Disk) SyncDir(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, err := d.find("syncdir", name)
	if err != nil {
		return err
	}
	if err := d.do("syncdir", name); err != nil {
		return err
	}
	n.kept = maps.Clone(n.entries)
	return nil
}

type reader struct {
	*strings.Reader
}

func (reader) Close() error { return nil }

// Open opens a file for reading as it is now.
func (d *Disk) Open(name string) (batch.Reader, error) {
	data, err := d.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return reader{strings.NewReader(string(data))}, nil
}

// ReadFile reads a file.
func (d *Disk) ReadFile(name string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, err := d.find("read", name)
	if err != nil {
		return nil, err
	}
	if n.folder {
		return nil, fail("read", name, syscall.EISDIR)
	}
	return slices.Clone(n.data), nil
}

// Stat tells what has a name.
func (d *Disk) Stat(name string) (fs.FileInfo, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, err := d.find("stat", name)
	if err != nil {
		return nil, err
	}
	return info{name: path.Base(filepath.ToSlash(name)), size: int64(len(n.data)), folder: n.folder}, nil
}

// ReadDir lists a folder.
func (d *Disk) ReadDir(name string) ([]fs.DirEntry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, err := d.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.folder {
		return nil, fail("readdir", name, syscall.ENOTDIR)
	}
	var list []fs.DirEntry
	for _, base := range slices.Sorted(maps.Keys(n.entries)) {
		child := n.entries[base]
		list = append(list, fs.FileInfoToDirEntry(info{name: base, size: int64(len(child.data)), folder: child.folder}))
	}
	return list, nil
}

type info struct {
	name   string
	size   int64
	folder bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.folder }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o777
	}
	return 0o666
}

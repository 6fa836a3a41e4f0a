// Package crashfiles implements batch.Files in memory for tests of power loss:
// it stops after the n-th operation and returns a disk in a state that may be
// found afterwards.
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

// ErrStopped is returned by every operation after the disk has stopped.
var ErrStopped = errors.New("power lost")

// Op is an operation that changes the disk.
type Op struct {
	Kind string // mkdir, create, append, write, sync, rename, remove, syncdir
	Name string // of a rename: the new one
}

// Disk is a simulated disk. Names are cleaned; relative ones start at its root.
type Disk struct {
	// Before, if not nil, is called before each operation. If it returns an error,
	// the operation fails with it and changes nothing, as on a full or
	// write-protected disk.
	Before func(Op) error

	mu   sync.Mutex
	root *node
	stop int // remaining operations; negative: no limit
	log  []Op
}

// node is a file or a folder. Its durable state is kept separately.
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

// StopAfter stops the disk after n more operations. Reading does not count, but
// fails too once the disk has stopped.
func (d *Disk) StopAfter(n int) { d.stop = n }

// Log returns the operations so far.
func (d *Disk) Log() []Op { return d.log }

// Data is the fate of file data that was not synced.
type Data int

// The possible states of unsynced data after a power loss.
const (
	Kept   Data = iota // all of it was written
	Lost               // none of it
	Torn               // the first half
	Zeroed             // the file has its length, filled with zeros
)

// Loss describes what a power loss destroys. {Kept, true} is the end of the
// process without power loss: everything is kept.
type Loss struct {
	Data    Data
	Entries bool // unsynced Create, Rename and Remove are kept; otherwise they are undone
}

// After returns the disk as found after the loss, ready for another run.
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
	fresh := n.data[len(n.synced):] // files are only appended to
	switch how {
	case Torn:
		left = append(left, fresh[:len(fresh)/2]...)
	case Zeroed:
		left = append(left, make([]byte, len(fresh))...)
	}
	return left
}

// Tree returns the content of the disk: files by name, folders with a trailing
// slash.
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

// do counts an operation. The caller holds the lock.
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

// parent returns the folder that contains a name, and the name's last element.
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

// MkdirAll creates a folder and its parents.
func (d *Disk) MkdirAll(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n, err := d.find("mkdir", name); err == nil && n.folder {
		return nil // the disk is unchanged
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

// Create creates or truncates a file.
func (d *Disk) Create(name string) (batch.File, error) { return d.open("create", name) }

// Append opens a file for appending.
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

// Rename renames a file, replacing newName.
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

// Stat returns information about a file or folder.
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

package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"modernc.org/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// patience is how long a writer waits for another process to finish.
const patience = 10 * time.Second

// engine is all that differs between SQLite and PostgreSQL: how they are
// opened, what their errors mean, how they are copied and scrubbed.
type engine struct {
	postgres bool
	path     string // of the SQLite file
	unclean  bool   // a write-ahead log was left by a program that was cut short
	write    *sql.DB
	read     *sql.DB
}

func openEngine(ctx context.Context, address string) (engine, error) {
	scheme, _, isURL := strings.Cut(address, "://")
	switch {
	case address == "":
		return engine{}, errors.New("no database was named: give the path of a file, or postgres://user@host/database")
	case !isURL:
		return openSQLite(ctx, address, patience)
	case scheme == "postgres" || scheme == "postgresql":
		return openPostgres(ctx, address)
	}
	return engine{}, fmt.Errorf("%s:// is not a database this program knows: give the path of a file, or postgres://user@host/database", scheme)
}

func openSQLite(ctx context.Context, path string, patience time.Duration) (engine, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return engine{}, err
	}
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); err != nil {
		return engine{}, fmt.Errorf("the folder %s does not exist: create it, or name a file in another folder", folder)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return engine{}, fmt.Errorf("%s is a folder: name a file in it, such as %s", path, filepath.Join(path, "toguna.db"))
	}
	// A cut of the power must not lose what was answered for: synchronous FULL.
	busy := fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds())
	write, err := sql.Open("sqlite", fileURI(path, url.Values{
		"_pragma": {busy, "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)"},
		"_txlock": {"immediate"}, "_dqs": {"0"},
	}))
	if err != nil {
		return engine{}, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", fileURI(path, url.Values{"_pragma": {busy}, "_query_only": {"1"}, "_dqs": {"0"}}))
	if err != nil {
		return engine{}, err
	}
	read.SetMaxOpenConns(8)
	read.SetMaxIdleConns(8)
	e := engine{path: path, write: write, read: read}
	if log, err := os.Stat(path + "-wal"); err == nil {
		e.unclean = log.Size() > 0
	}
	if err := e.migrate(ctx, goose.DialectSQLite3); err != nil {
		e.close()
		return engine{}, e.explain(err)
	}
	return e, nil
}

func fileURI(path string, options url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // file:///C:/...
	}
	return "file://" + (&url.URL{Path: slashed}).EscapedPath() + "?" + options.Encode()
}

func openPostgres(ctx context.Context, address string) (engine, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return engine{}, fmt.Errorf("the address of the database cannot be read (expected postgres://user@host:5432/database): %w", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = patience
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(8)
	e := engine{postgres: true, write: db, read: db}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return engine{}, err
	}
	if err := e.migrate(ctx, goose.DialectPostgres, goose.WithSessionLocker(locker)); err != nil {
		e.close()
		return engine{}, e.explain(err)
	}
	return e, nil
}

var errNewer = errors.New("this database was written by a newer version of the program: install that version, or restore a copy made before it")

func (e engine) migrate(ctx context.Context, dialect goose.Dialect, options ...goose.ProviderOption) error {
	// A first plain touch, so that what is wrong with the database is not
	// reported as a fault of its migrations.
	if err := e.write.PingContext(ctx); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, e.write, files, append(options, goose.WithDisableGlobalRegistry(true))...)
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case have > want:
		return errNewer
	case have == want:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

func (e engine) close() error {
	if e.read == e.write {
		return e.write.Close()
	}
	return errors.Join(e.read.Close(), e.write.Close())
}

// oneView opens a transaction that sees one state of the database throughout.
func (e engine) oneView(ctx context.Context) (*sql.Tx, error) {
	return e.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
}

// rowsPerInsert is how many rows one insert carries. PostgreSQL saves a journey
// a row; SQLite looks each $n up among all others, which many rows make slow.
func (e engine) rowsPerInsert() int {
	if e.postgres {
		return 100
	}
	return 1
}

// scrub removes what an erasure may have left in the files: SQLite has zeroed
// the pages (secure_delete) but its write-ahead log still holds older ones.
func (e engine) scrub(ctx context.Context) error {
	if e.postgres {
		_, err := e.write.ExecContext(ctx, `vacuum r_person, r_post, journal, change_set`)
		return err
	}
	var busy, frames, done int
	if err := e.write.QueryRowContext(ctx, `pragma wal_checkpoint(truncate)`).Scan(&busy, &frames, &done); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("the write-ahead log is in use by a reader and was not emptied")
	}
	return nil
}

// backup writes a consistent copy of the database to a new file.
func (e engine) backup(ctx context.Context, path string) error {
	if e.postgres {
		return errors.New("a PostgreSQL database is copied with its own tool: pg_dump --format=custom --file=FILE ADDRESS")
	}
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s already exists: name a new file for the copy", path)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fmt.Errorf("the folder %s does not exist: create it, or name a file in another folder", filepath.Dir(path))
	}
	// Neither the writer, which would hold others up, nor a reader, which may
	// only ask: a connection of its own.
	own, err := sql.Open("sqlite", fileURI(e.path, url.Values{"_pragma": {"busy_timeout(10000)"}}))
	if err != nil {
		return err
	}
	defer own.Close()
	_, err = own.ExecContext(ctx, `vacuum into $1`, path)
	return err
}

// fault is what a code of the database means and what to do next.
type fault struct {
	code   string
	advice string
}

var sqliteFaults = []fault{
	{"5", "the database is in use by another program that does not let go: close it, or wait and try again"},
	{"6", "the database is in use by another program that does not let go: close it, or wait and try again"},
	{"8", "the database is read-only: give this program the right to write to the file and to its folder"},
	{"10", "the disk failed while the database was read or written: check the disk, then restore the last copy"},
	{"11", "the database file is damaged: restore the last copy"},
	{"13", "the disk is full: free some space and try again; nothing was written"},
	{"14", "the database file cannot be opened: check that the file and its folder exist and that this program may write there"},
	{"26", "the file is not a database of this program: check its name, or name a new file"},
}

var postgresFaults = []fault{
	{"28", "the database server refuses this user or password: check the address"},
	{"3D000", "the server has no database of that name: create it with createdb, or check the address"},
	{"53100", "the disk of the database server is full: free some space and try again; nothing was written"},
	{"53300", "the database server has no free connection: wait and try again, or raise its max_connections"},
	{"25006", "the database server is read-only (a standby?): name the server that takes writes"},
	{"42501", "this user may not write to the database: grant it the right to create tables in its schema"},
	{"57", "the database server is stopping or starting: wait and try again"},
}

// explain makes an error of the database a sentence with what to do next.
func (e engine) explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		primary := lite.Code() & 0xff
		for _, f := range sqliteFaults {
			if f.code == fmt.Sprint(primary) {
				return fmt.Errorf("%s (%s): %w", f.advice, e.path, err)
			}
		}
		return err
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		for _, f := range postgresFaults {
			if strings.HasPrefix(server.Code, f.code) {
				return fmt.Errorf("%s: %w", f.advice, err)
			}
		}
		return err
	}
	var unreachable *pgconn.ConnectError
	if errors.As(err, &unreachable) {
		return fmt.Errorf("the database server does not answer: check that it runs, its name and its port: %w", err)
	}
	return err
}

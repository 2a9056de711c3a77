/**
 * The icons of all pages. `./run.sh build` makes one file of them, the sprite; nothing else may
 * import this table, only its names. Add an icon of Lucide here, and use its name.
 */
import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  Clock,
  CloudOff,
  ExternalLink,
  Eye,
  GripVertical,
  LogIn,
  LogOut,
  Menu,
  MessagesSquare,
  Pencil,
  Plus,
  RefreshCw,
  RotateCw,
  ScrollText,
  Search,
  SendHorizontal,
  Trash2,
  UserRound,
  Users,
  UsersRound,
  X,
} from "lucide";

export const icons = {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  Clock,
  CloudOff,
  ExternalLink,
  Eye,
  GripVertical,
  LogIn,
  LogOut,
  Menu,
  MessagesSquare,
  Pencil,
  Plus,
  RefreshCw,
  RotateCw,
  ScrollText,
  Search,
  SendHorizontal,
  Trash2,
  UserRound,
  Users,
  UsersRound,
  X,
};

export type IconName = keyof typeof icons;

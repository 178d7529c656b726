import { Button, type ButtonProps } from 'antd';
import { useNavigate } from 'react-router-dom';

/** A link of this app that looks like a button; opens in a new tab where the visitor asks for that. */
export function LinkButton({ to, ...rest }: { readonly to: string } & Omit<ButtonProps, 'href' | 'onClick'>) {
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(to);
      }}
    />
  );
}
